import type { ShopId } from '../domain/ids.ts';
import { monthAfter } from '../domain/shop-day.ts';
import { type AccountStatement, accountStatements } from '../domain/statement.ts';
import type { StatementPeriod } from '../domain/statement-period.ts';
import type { Key, Row, Table } from '../ports/table.ts';
import { parseDifference } from '../stores/difference-store.ts';
import { closedDifferencesOfShop, closedTasksOfShop, differencesOfShop, openTasksOfShop } from '../stores/keys.ts';
import { parseTask } from '../stores/refund-task-store.ts';

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
  const [taskRows, differenceRows] = await Promise.all([
    openAndClosed(
      table,
      openTasksOfShop(shopId),
      months.map((month) => closedTasksOfShop(shopId, month)),
    ),
    openAndClosed(
      table,
      differencesOfShop(shopId),
      months.map((month) => closedDifferencesOfShop(shopId, month)),
    ),
  ]);
  const refunds = taskRows.map(parseTask).map(({ facts: { taskId, caseId, orderNumber }, bookings }) => {
    return { taskId, caseId, orderNumber, bookings };
  });
  const differences = differenceRows.map(parseDifference).map(({ reason, bookings }) => {
    return { reason, bookings: bookings.map((booking) => ({ ...booking, currency: booking.currency ?? currency })) };
  });
  return { ...period, shopId, accounts: accountStatements({ refunds, differences }, period) };
}

/**
 * The rows of all that is open and all that is over. Listed in this order, what ends meanwhile is found; and the open ones
 * once more, so that what is opened again meanwhile is found too.
 */
async function openAndClosed(table: Table, open: string, closed: readonly string[]): Promise<readonly Row[]> {
  const found = new Map<string, Row>();
  for (const partition of [open, ...closed, open]) {
    let cursor: string | undefined;
    do {
      const page = await table.queryIndex('work', { partition, limit: rowsOfPage, cursor });
      const unknown = page.items.filter((key) => !found.has(nameOf(key)));
      if (unknown.length > 0) for (const row of await table.getMany(unknown)) found.set(nameOf(row), row);
      cursor = page.cursor;
    } while (cursor !== undefined);
  }
  return [...found.values()];
}

const nameOf = ({ pk, sk }: Key): string => JSON.stringify([pk, sk]);

/** The months from one instant to another, both included, as the lists of what is over name them (UTC, `2026-11`). */
function monthsBetween(from: string, to: string): readonly string[] {
  const months: string[] = [];
  for (let month = monthOf(from); month <= monthOf(to); month = monthAfter(month, 1)) months.push(month);
  return months;
}

const monthOf = (instant: string): string => instant.slice(0, 'YYYY-MM'.length);
