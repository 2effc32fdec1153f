import type { DifferenceReason } from '../domain/difference.ts';
import type { TaskMatch } from '../domain/task-match.ts';
import { untakenRefundsOf } from '../domain/untaken-refunds.ts';
import type { Table } from '../ports/table.ts';
import { listDeadLetters, type StoredLetter } from '../stores/dead-letter-store.ts';
import { listDifferences } from '../stores/difference-list.ts';
import type { StoredDifference } from '../stores/difference-store.ts';
import { readProgress } from '../stores/ecom-progress-store.ts';
import { returnsOfOrders } from '../stores/observation-store.ts';
import { listCases } from '../stores/refund-case-store.ts';
import { listClosedTasks, listOpenTasks, type StoredTask } from '../stores/refund-task-store.ts';
import { collectRows } from './collected-rows.ts';
import { readLaneView } from './lane-view.ts';
import { outstandingOf } from './outstanding.ts';
import type { ViewedShop } from './viewed-shop.ts';

/** How a shop stands. */
export type OverviewView = Awaited<ReturnType<typeof readOverview>>;

/** Whose overview, on which Retail account, and which letters whoever asks may see. */
export type OverviewGround = Readonly<{
  shop: ViewedShop;
  now: string;
  retailAccountId: string | undefined;
  maySeeLetter: (letter: StoredLetter) => boolean;
}>;

const pageSize = 100;
// What a page that is looked at every few seconds may read.
const mostRows = 2_000;
const newestCases = 100;

const taskIdOf = ({ facts }: StoredTask): string => facts.taskId;
const differenceIdOf = ({ differenceId }: StoredDifference): string => differenceId;
const letterNameOf = ({ queueName, letterId }: StoredLetter): string => `${queueName} ${letterId}`;

/**
 * How a shop stands: money outstanding by provider and age, how much of this month's refunds matched by itself, what must be
 * decided, what waits for Retail, what failed for good, what webhooks of eCom missed, and why goods came back.
 */
export async function readOverview(table: Table, { shop, now, retailAccountId, maySeeLetter }: OverviewGround) {
  const { shopId } = shop;
  const month = now.slice(0, 'YYYY-MM'.length);
  const [open, closed, differences, letters, sweep, reasons, lane] = await Promise.all([
    collectRows((cursor) => listOpenTasks(table, shopId, pageSize, cursor), { idOf: taskIdOf, mostRows }),
    collectRows((cursor) => listClosedTasks(table, shopId, month, cursor), { idOf: taskIdOf, mostRows }),
    collectRows((cursor) => listDifferences(table, shopId, pageSize, cursor), { idOf: differenceIdOf, mostRows }),
    collectRows((cursor) => listDeadLetters(table, pageSize, cursor), { idOf: letterNameOf, mostRows }),
    readProgress(table, shopId, 'sweep'),
    returnReasons(table, shop),
    retailAccountId === undefined ? undefined : readLaneView(table, retailAccountId, now),
  ]);
  const [oldest] = open.items.toSorted((a, b) => (a.facts.openedAt < b.facts.openedAt ? -1 : 1));
  return {
    isCut: open.isCut || closed.isCut || differences.isCut,
    outstanding: outstandingOf(open.items, { today: shop.today, now }),
    oldest: oldest?.facts,
    endedThisMonth: endingsOf(closed.items),
    untakenRefunds: untakenRefundsOf(closed.items),
    differences: countsOf(differences.items.map(({ reason }): DifferenceReason => reason)),
    letterCount: letters.items.filter(maySeeLetter).length,
    ecom: sweep && { seenUntil: sweep.watermark, foundBySweep: sweep.sentCount },
    returnReasons: reasons,
    lane,
  };
}

/** How the refunds ended that are over: by a match of the machine alone, with a person's decision about a match, or otherwise. */
function endingsOf(tasks: readonly StoredTask[]) {
  const matched = tasks.filter(({ state }) => state.name === 'matched');
  const isByItself = ({ facts: { matches = [] } }: StoredTask): boolean => !matches.some(isDecidedByPerson);
  const byItself = matched.filter(isByItself).length;
  return { byItself, byPerson: matched.length - byItself, otherwise: tasks.length - matched.length };
}

const isDecidedByPerson = ({ state, decidedByPerson }: TaskMatch): boolean =>
  state === 'confirmed' && decidedByPerson === true;

/** Why goods of the newest cases came back, in the words that the shop chose in eCom, the most frequent first. */
async function returnReasons(table: Table, { shopId }: ViewedShop) {
  const { items } = await listCases(table, shopId, newestCases);
  const returns = await returnsOfOrders(
    table,
    shopId,
    items.map(({ plan }) => plan.orderNumber),
  );
  return countsOf(returns.map(({ reason }) => reason).filter((reason) => reason.trim() !== ''));
}

/** How often each of some things is there, the most frequent first. */
function countsOf<Thing extends string>(things: readonly Thing[]): readonly (readonly [Thing, number])[] {
  return [...Map.groupBy(things, (thing) => thing)]
    .map(([thing, all]) => [thing, all.length] as const)
    .toSorted(([, a], [, b]) => b - a);
}
