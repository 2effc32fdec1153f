import { contentHashOf } from '../../shared/acceptance/content-hash.ts';
import {
  type DeadLetter,
  isSelected,
  type LetterSelection,
  type ReplayableQueues,
} from '../../shared/domain/dead-letter.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Ids } from '../../shared/ports/ids.ts';
import { type Table, TransactionRefusedError } from '../../shared/ports/table.ts';
import { listDeadLetters } from '../../shared/stores/dead-letter-store.ts';
import {
  type PlannedGroup,
  type ReplayPlan,
  readReplay,
  type StoredReplay,
  storePlan,
} from '../../shared/stores/replay-store.ts';
import { isSameContent } from '../../shared/stores/same-content.ts';
import { type Comparison, compareWithState } from './compare-with-state.ts';
import { destinationOfLetter, wordsOf } from './letter-content.ts';

/** What planning needs. */
export type PlanReplayDependencies = Readonly<{
  table: Table;
  clock: Clock;
  ids: Ids;
  replayableQueues: ReplayableQueues;
}>;

/** Who plans what. `maySee` keeps letters of other people's shops out; with a `key` of the caller's own the same plan is made once. */
export type PlanRequest = Readonly<{
  selection: LetterSelection;
  ratePerSecond: number;
  by: string;
  key?: string | undefined;
  maySee: (shopId: string | undefined) => boolean;
}>;

/** The key was used for another plan: nothing was planned. */
export class KeyOfOtherPlanError extends Error {
  override readonly name = 'KeyOfOtherPlanError';
}

// Their names fit into one row, and comparing them fits into the time of one request.
const mostLettersOfPlan = 1_000;
const comparedAtOnce = 20;

/**
 * Fixes which letters a replay will send and says where they would go and what that would do. Touches no letter. Asked
 * again under the same key it answers the plan that was made; throws {@link KeyOfOtherPlanError} where that was another one.
 */
export async function planReplay(dependencies: PlanReplayDependencies, request: PlanRequest): Promise<StoredReplay> {
  const { table, ids } = dependencies;
  const { by, key } = request;
  if (key === undefined) return storePlan(table, await planOf(dependencies, request, ids.next('replay')));
  const replayId = `replay_${contentHashOf({ by, key })}`;
  const known = (await readReplay(table, replayId)) ?? (await storedUnlessKnown(dependencies, request, replayId));
  if (!isSameRequest(known.plan, request)) throw new KeyOfOtherPlanError();
  return known;
}

async function storedUnlessKnown(
  dependencies: PlanReplayDependencies,
  request: PlanRequest,
  replayId: string,
): Promise<StoredReplay> {
  try {
    return await storePlan(dependencies.table, await planOf(dependencies, request, replayId));
  } catch (error) {
    if (!(error instanceof TransactionRefusedError)) throw error;
    const known = await readReplay(dependencies.table, replayId);
    if (known === undefined) throw error;
    return known;
  }
}

const isSameRequest = (plan: ReplayPlan, { selection, ratePerSecond }: PlanRequest): boolean =>
  plan.ratePerSecond === ratePerSecond && isSameContent(plan.selection, selection);

async function planOf(
  { table, clock, replayableQueues }: PlanReplayDependencies,
  { selection, ratePerSecond, by, maySee }: PlanRequest,
  replayId: string,
): Promise<ReplayPlan> {
  const now = clock.now();
  const { letters, hasMore } = await selectedLetters(table, selection, maySee);
  const groups = new Map<string, PlannedGroup>();
  for (let from = 0; from < letters.length; from += comparedAtOnce) {
    const foreseen = await Promise.all(
      letters.slice(from, from + comparedAtOnce).map(async (letter) => {
        const destination = destinationOfLetter(letter, replayableQueues);
        const comparison = await compareWithState(table, letter, destination, now);
        return { letter, destination: wordsOf(destination), comparison };
      }),
    );
    for (const { letter, destination, comparison } of foreseen) count(groups, letter, destination, comparison);
  }
  return {
    replayId,
    plannedAt: now,
    plannedBy: by,
    selection,
    ratePerSecond,
    letters: letters.map(({ queueName, letterId }) => ({ queueName, letterId })),
    hasMore,
    groups: [...groups.values()],
    shopIds: [...new Set(letters.map(({ shopId }) => shopId))],
  };
}

async function selectedLetters(
  table: Table,
  selection: LetterSelection,
  maySee: PlanRequest['maySee'],
): Promise<Readonly<{ letters: readonly DeadLetter[]; hasMore: boolean }>> {
  const letters: DeadLetter[] = [];
  let cursor: string | undefined;
  do {
    const page = await listDeadLetters(table, 100, cursor);
    letters.push(...page.items.filter((letter) => maySee(letter.shopId) && isSelected(letter, selection)));
    cursor = page.cursor;
  } while (cursor !== undefined && letters.length <= mostLettersOfPlan);
  return { letters: letters.slice(0, mostLettersOfPlan), hasMore: letters.length > mostLettersOfPlan };
}

function count(
  groups: Map<string, PlannedGroup>,
  { queueName }: DeadLetter,
  destination: string,
  { verdict }: Comparison,
): void {
  const name = `${queueName} → ${destination}`;
  const group: PlannedGroup = groups.get(name) ?? { queueName, destination, letterCount: 0, verdicts: {} };
  const verdicts = { ...group.verdicts, [verdict]: (group.verdicts[verdict] ?? 0) + 1 };
  groups.set(name, { ...group, letterCount: group.letterCount + 1, verdicts });
}
