import type { ShopId } from '../domain/ids.ts';
import { monthAfter } from '../domain/shop-day.ts';
import { type AccountStatement, accountStatements } from '../domain/statement.ts';
import type { StatementPeriod } from '../domain/statement-period.ts';
import type { Page, Table } from '../ports/table.ts';
import { listClosedDifferences, listDifferences } from '../stores/difference-list.ts';
import { listClosedTasks, listOpenTasks } from '../stores/refund-task-store.ts';

/** What a shop gave back in a month, and what was open at both its ends, by provider and currency. */
export type MonthlyStatement = StatementPeriod & Readonly<{ shopId: ShopId; accounts: readonly AccountStatement[] }>;

/** Whose statement, and until when the lists of what is over have to be looked through. */
export type StatementGround = Readonly<{ shopId: ShopId; currency: string; now: string }>;

const rowsOfPage = 100;

/**
 * Reads the statement of a period. Nothing is kept of it: what it says is in the accounts of the refunds, which are only
 * ever added to. All that is open is read, and what was over in a month since; an old statement takes longer for that.
 */
export async function statementOfMonth(
  table: Table,
  { shopId, currency, now }: StatementGround,
  period: StatementPeriod,
): Promise<MonthlyStatement> {
  const months = monthsBetween(period.from, now);
  const [tasks, differences] = await Promise.all([
    openAndClosed(
      (cursor) => listOpenTasks(table, shopId, rowsOfPage, cursor),
      months.map((month) => (cursor) => listClosedTasks(table, shopId, month, cursor)),
      ({ facts }) => facts.taskId,
    ),
    openAndClosed(
      (cursor) => listDifferences(table, shopId, rowsOfPage, cursor),
      months.map((month) => (cursor) => listClosedDifferences(table, shopId, month, cursor)),
      ({ differenceId }) => differenceId,
    ),
  ]);
  const refunds = tasks.map(({ facts: { taskId, caseId, orderNumber }, bookings }) => {
    return { taskId, caseId, orderNumber, bookings };
  });
  const found = differences.map((difference) => ({ ...difference, currency: difference.currency ?? currency }));
  return { ...period, shopId, accounts: accountStatements({ refunds, differences: found }, period) };
}

type ReadPage<Item> = (cursor: string | undefined) => Promise<Page<Item>>;

/**
 * All that is open and all that is over. Read in this order, what ends meanwhile is found; and the open ones once more, so
 * that what is opened again meanwhile is found too.
 */
async function openAndClosed<Item>(
  open: ReadPage<Item>,
  closed: readonly ReadPage<Item>[],
  idOf: (item: Item) => string,
): Promise<readonly Item[]> {
  const found = new Map<string, Item>();
  for (const read of [open, ...closed, open]) {
    for await (const item of itemsOf(read)) found.set(idOf(item), item);
  }
  return [...found.values()];
}

async function* itemsOf<Item>(read: ReadPage<Item>): AsyncGenerator<Item> {
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    yield* page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/** The months from one instant to another, both included, as the lists of what is over name them (UTC, `2026-11`). */
function monthsBetween(from: string, to: string): readonly string[] {
  const months: string[] = [];
  for (let month = monthOf(from); month <= monthOf(to); month = monthAfter(month, 1)) months.push(month);
  return months;
}

const monthOf = (instant: string): string => instant.slice(0, 'YYYY-MM'.length);
