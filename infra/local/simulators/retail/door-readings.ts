import * as z from 'zod';
import type { RetailAccount } from './account.ts';
import { numberOf } from './decimal.ts';
import { knownItemId, parsed } from './door-request.ts';
import { historyLine } from './inventory-history.ts';
import { notFound } from './refusal.ts';
import type { InventoryLogRow, Sale } from './rows.ts';

const mostRows = 5000;

const history = z.strictObject({ customSku: z.string() });
const page = z.strictObject({ after: z.coerce.number().int().nonnegative().default(0) });
const nothing = z.strictObject({});

type Reading = (account: RetailAccount, query: unknown) => unknown;

/** What an operator sees in Retail, and what a stocktaker counts: no limiter holds them back. */
const readings: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  [
    'item-history',
    (account, query) => {
      const itemId = knownItemId(account, parsed(history, query).customSku);
      const rows = account.stock.log().filter((row) => row.itemId === itemId);
      return { lines: rows.map((row) => historyLine(row, account.assumptions)) };
    },
  ],
  [
    'counts',
    (account, query) => {
      parsed(nothing, query);
      const sales = [...account.sales.search(Number.POSITIVE_INFINITY, {})];
      const completedSales = sales.filter(({ completed }) => completed).length;
      const log = account.stock.log();
      const quantityWrites = log.filter(({ clientName }) => clientName !== '').length;
      return { sales: sales.length, completedSales, quantityWrites, logRows: log.length, traffic: account.traffic };
    },
  ],
  [
    'sales',
    (account, query) => {
      const { after } = parsed(page, query);
      const sales = Iterator.from(account.sales.search(Number.POSITIVE_INFINITY, {})).filter(
        ({ saleId }) => saleId > after,
      );
      return {
        items: sales
          .take(mostRows)
          .map((sale) => saleLine(account, sale))
          .toArray(),
      };
    },
  ],
  [
    'inventory-log',
    (account, query) => {
      const { after } = parsed(page, query);
      return {
        items: account.stock
          .log()
          .slice(after, after + mostRows)
          .map((row) => logLine(account, row)),
      };
    },
  ],
]);

/** Answers a question at one of the doors; throws a refusal. */
export function answerReading(account: RetailAccount, door: string, query: unknown): unknown {
  const reading = readings.get(door);
  if (reading === undefined) throw notFound(`Door ${door}`);
  return reading(account, query);
}

const saleLine = ({ settings }: RetailAccount, sale: Sale) => ({
  saleId: sale.saleId,
  referenceNumber: sale.referenceNumber,
  referenceNumberSource: sale.referenceNumberSource,
  completed: sale.completed,
  archived: sale.archived,
  total: String(numberOf(sale.totals.total)),
  paidWith: sale.payments.map(({ amount, paymentTypeId }) => ({
    type: settings.paymentTypes.find((type) => type.paymentTypeId === paymentTypeId)?.type ?? '',
    amount: String(numberOf(amount)),
  })),
});

const logLine = ({ items, assumptions }: RetailAccount, row: InventoryLogRow) => ({
  inventoryLogId: row.inventoryLogId,
  customSku: items.get(row.itemId)?.customSku ?? '',
  saleId: row.saleId,
  quantityChange: row.quantityChange,
  /** As the operator reads it. */
  reason: historyLine(row, assumptions).reason,
});
