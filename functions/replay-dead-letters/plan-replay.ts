import {
  type DeadLetter,
  isSelected,
  type LetterSelection,
  type ReplayableQueues,
} from '../../shared/domain/dead-letter.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Ids } from '../../shared/ports/ids.ts';
import type { Table } from '../../shared/ports/table.ts';
import { listDeadLetters } from '../../shared/stores/dead-letter-store.ts';
import { type PlannedGroup, type StoredReplay, storePlan } from '../../shared/stores/replay-store.ts';
import { type Comparison, compareWithState } from './compare-with-state.ts';
import { destinationOfLetter, wordsOf } from './letter-content.ts';

/** What planning needs. */
export type PlanReplayDependencies = Readonly<{
  table: Table;
  clock: Clock;
  ids: Ids;
  replayableQueues: ReplayableQueues;
}>;

/** Who plans what. `maySee` keeps letters of other people's shops out. */
export type PlanRequest = Readonly<{
  selection: LetterSelection;
  ratePerSecond: number;
  by: string;
  maySee: (shopId: string | undefined) => boolean;
}>;

// Their names fit into one row, and comparing them fits into the time of one request.
const mostLettersOfPlan = 1_000;
const comparedAtOnce = 20;

/** Fixes which letters a replay will send and says where they would go and what that would do. Touches no letter. */
export async function planReplay(
  { table, clock, ids, replayableQueues }: PlanReplayDependencies,
  { selection, ratePerSecond, by, maySee }: PlanRequest,
): Promise<StoredReplay> {
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
  return storePlan(table, {
    replayId: ids.next('replay'),
    plannedAt: now,
    plannedBy: by,
    selection,
    ratePerSecond,
    letters: letters.map(({ queueName, letterId }) => ({ queueName, letterId })),
    hasMore,
    groups: [...groups.values()],
    shopIds: [...new Set(letters.map(({ shopId }) => shopId))],
  });
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
