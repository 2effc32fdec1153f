import { acceptCancellation } from '../../functions/accept-cancellation/accept-cancellation.ts';
import { cancellationRequestSchema } from '../../functions/accept-cancellation/cancellation-request.ts';
import { acceptCreditNote } from '../../functions/accept-credit-note/accept-credit-note.ts';
import { creditNoteRequestSchema } from '../../functions/accept-credit-note/credit-note-request.ts';
import type { Acceptance } from '../../shared/acceptance/accept-refund-case.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import type { Row } from '../../shared/ports/table.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';
import { deadLettersList } from '../../shared/stores/keys.ts';
import { NeverDoneError } from './world/operator.ts';
import { type Disturbance, type ReconciliationSystem, reconciliationSystem } from './world/reconciliation-system.ts';
import type { SimulatedTable } from './world/simulated-table.ts';

/** One thing that somebody asks for, as it would come in by HTTP. */
export type Asked =
  | Readonly<{ kind: 'credit_note'; body: unknown }>
  | Readonly<{ kind: 'cancellation'; body: unknown }>;

/** What happens in a story: groups one after the other, what is in one group all at once. */
export type Story = Readonly<{ name: string; shop: ShopSettings; groups: readonly (readonly Asked[])[] }>;

/** What must be the same before and after everything was sent again: the rows of cases, orders and tasks, by their keys. */
export type Essence = ReadonlyMap<string, Row>;

/** How a story ended: the answer that each asker got in the end, and the system at rest. */
export type Ending = Readonly<{
  answers: readonly Readonly<{ asked: Asked; answer: Acceptance }>[];
  system: ReconciliationSystem;
  isSideBySide: boolean;
  /** Before every event was published once more, where that was done. */
  essenceBefore?: Essence;
}>;

/** Whether an error says that a story never came to its end: something waits for ever. */
export const isNeverEnding = (error: unknown): error is Error =>
  error instanceof NeverAtRestError || error instanceof NeverDoneError;

const mostRounds = 5_000;
const mostTries = 200;
const mostReplays = 60;
const impatiencePercent = 20;

/** The system did not come to rest, or an asker never got an answer: something waits for ever. */
class NeverAtRestError extends Error {
  override readonly name = 'NeverAtRestError';
}

/**
 * Plays a story to its end under a disturbance: until everybody has an answer, what died was replayed, and nothing is left
 * to do but wait for people. `onStart` is handed the system first, for whoever wants to see how far it came.
 */
export async function play(
  story: Story,
  disturbance: Disturbance,
  onStart: (system: ReconciliationSystem) => void = () => undefined,
): Promise<Ending> {
  const system = reconciliationSystem(story.shop, disturbance);
  onStart(system);
  const answers: { asked: Asked; answer: Acceptance }[] = [];
  const isSideBySide = disturbance.random !== undefined;
  for (const group of story.groups) {
    const asking = Promise.all(
      group.map(async (asked) => ({ asked, answer: await askUntilAnswered(system, story.shop, asked) })),
    );
    if (isSideBySide) await Promise.all([asking, workUntilQuiet(system, isSideBySide)]);
    answers.push(...(await asking));
    await workUntilQuiet(system, isSideBySide);
  }
  await replayUntilNothingIsDead(system, isSideBySide);
  return { answers, system, isSideBySide };
}

/** How it ended after every event was published once more. */
export type RepeatedEnding = Ending & Readonly<{ essenceBefore: Essence }>;

/** What follows when somebody publishes every event of a system at rest once more. */
export async function repeatEverything(ending: Ending): Promise<RepeatedEnding> {
  const { system, isSideBySide } = ending;
  const essenceBefore = essenceOf(system);
  await system.operator.republishAll();
  await workUntilQuiet(system, isSideBySide);
  await replayUntilNothingIsDead(system, isSideBySide);
  return { ...ending, essenceBefore };
}

/** Everything that people and money hang on, as it is stored. */
export const essenceOf = ({ table }: ReconciliationSystem): Essence =>
  new Map(
    table
      .rows()
      .filter(({ pk }) => pk.startsWith('CASE#') || pk.startsWith('ORDER#'))
      .map((row) => [`${row.pk} ${row.sk}`, row]),
  );

/** Keys of the rows that are not the same in both, but for when they are looked at next. */
export const changedIn = (before: Essence, after: Essence): readonly string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((key) => {
    const [old, now] = [before.get(key), after.get(key)];
    return old !== now && textOf(old) !== textOf(now);
  });

function textOf(row: Row | undefined): string | undefined {
  if (row === undefined) return undefined;
  const { nextCheckAt: _check, workOrder: _order, version: _version, ...rest } = row;
  return JSON.stringify(rest);
}

/** What died is healed by now: somebody replays it, and again what dies once more. Two people do it at once when it is busy. */
async function replayUntilNothingIsDead(system: ReconciliationSystem, isSideBySide: boolean): Promise<void> {
  const { replayAll } = system.operator;
  for (let replays = 0; replays < mostReplays; replays += 1) {
    if (!isAnythingDead(system.table)) return;
    if (isSideBySide) await Promise.all([replayAll(), replayAll()]);
    else await replayAll();
    // Who was paused with a letter in hand loses it after a minute.
    system.clock.advance(60_000);
    await workUntilQuiet(system, isSideBySide);
  }
  throw new NeverAtRestError('What was replayed died again and again.');
}

/** Asks as the caller of the API does: a request without an answer, or with 503, is sent again. */
async function askUntilAnswered(system: ReconciliationSystem, shop: ShopSettings, asked: Asked): Promise<Acceptance> {
  for (let attempt = 1; attempt <= mostTries; attempt += 1) {
    // An unanswered request is what the caller sees of any fault behind the API.
    const answer = await ask(system, shop, asked).catch((): 'unanswered' => 'unanswered');
    if (typeof answer !== 'string' && answer.kind !== 'contended') return answer;
  }
  throw new NeverAtRestError('A request was never answered.');
}

function ask(system: ReconciliationSystem, shop: ShopSettings, { kind, body }: Asked): Promise<Acceptance | 'crashed'> {
  const shopId = shopIdSchema.parse(shop.shopId);
  // As in production the body is parsed anew from text at each try.
  const text = JSON.stringify(body);
  return system.run(kind, (table, clock) =>
    kind === 'credit_note'
      ? acceptCreditNote(
          { table, clock },
          { shopId, shop, dryRun: false, request: creditNoteRequestSchema.parse(JSON.parse(text)) },
        )
      : acceptCancellation(
          { table, clock },
          { shopId, shop, dryRun: false, request: cancellationRequestSchema.parse(JSON.parse(text)) },
        ),
  );
}

/** Lets every worker work, in turn or side by side; when none has anything to do, goes on to the next time a message shows itself. */
async function workUntilQuiet(system: ReconciliationSystem, isSideBySide: boolean): Promise<void> {
  for (let round = 0; round < mostRounds; round += 1) {
    if (await workOnce(system, isSideBySide)) continue;
    const next = system.queues.map((queue) => queue.nextVisibleAt()).filter((at) => at !== undefined);
    if (next.length === 0) return;
    system.clock.advanceTo(Math.min(...next));
  }
  throw new NeverAtRestError('The system never came to rest.');
}

const isAnythingDead = (table: SimulatedTable): boolean => table.isAnyIn('work', deadLettersList);

async function workOnce(
  { workers, operator, table, random }: ReconciliationSystem,
  isSideBySide: boolean,
): Promise<boolean> {
  if (isSideBySide) {
    // Somebody may replay before what died has settled down: while it is recorded, or shows itself again.
    const isImpatient = isAnythingDead(table) && random?.chance(impatiencePercent);
    const working = workers.map(({ work }) => work());
    if (isImpatient) working.push(operator.replayAll().then(() => true));
    return (await Promise.all(working)).includes(true);
  }
  let hasWorked = false;
  for (const { work } of workers) hasWorked = (await work()) || hasWorked;
  return hasWorked;
}
