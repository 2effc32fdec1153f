import { apiCorrectionReasons } from './retail-assumptions.ts';
import type { InventoryLogRow } from './retail-records.ts';
import type { CorrectionFacts, CorrectionIntent } from './stock-effect.ts';

/**
 * What the inventory log says of a correction whose writing was begun:
 * - `done`: its own row is there;
 * - `not_done`: no row of ours, so that it may be begun anew;
 * - `sold_meanwhile`: our row changed the level by another number, because something was sold between reading and
 *   writing: `missing` units remain to be corrected;
 * - `not_clear`: more than one row of ours. A person must look.
 */
export type CorrectionOutcome =
  | Readonly<{ kind: 'done'; row: InventoryLogRow }>
  | Readonly<{ kind: 'not_done' }>
  | Readonly<{ kind: 'sold_meanwhile'; row: InventoryLogRow; missing: number }>
  | Readonly<{ kind: 'not_clear'; rows: readonly InventoryLogRow[] }>;

/** Who writes our corrections, and which of its rows of the item belong to corrections that are settled. */
export type OurRows = Readonly<{ employeeId: string; settled: readonly number[] }>;

/**
 * Decides from the log rows of the item after the one that was the newest when the writing began. Only one correction of
 * an item is begun at a time, so any row of ours among them is of this one. Ours are rows that no sale made, under the
 * employee that we write as (an assumption: the log names no API client).
 */
export function correctionOutcome(
  { change, ...place }: Pick<CorrectionFacts, 'itemId' | 'retailShopId' | 'change'>,
  { lastInventoryLogId }: Pick<CorrectionIntent, 'lastInventoryLogId'>,
  rows: readonly InventoryLogRow[],
  known: OurRows,
): CorrectionOutcome {
  const ours = unsettledRows(place, lastInventoryLogId, rows, known);
  const [row, ...others] = ours;
  if (row === undefined) return { kind: 'not_done' };
  if (others.length > 0) return { kind: 'not_clear', rows: ours };
  const missing = change - row.quantityChange;
  return missing === 0 ? { kind: 'done', row } : { kind: 'sold_meanwhile', row, missing };
}

/**
 * Our rows of an item behind a row of the log that no correction was settled with. While a correction has the item in
 * hand one of them may be its own; when none has, they were written by somebody of ours who had been given up.
 */
export function unsettledRows(
  { itemId, retailShopId }: Pick<CorrectionFacts, 'itemId' | 'retailShopId'>,
  lastInventoryLogId: number,
  rows: readonly InventoryLogRow[],
  { employeeId, settled }: OurRows,
): readonly InventoryLogRow[] {
  return rows.filter(
    (row) =>
      row.inventoryLogId > lastInventoryLogId &&
      row.itemId === itemId &&
      row.shopId === retailShopId &&
      isCorrectionOf(row, employeeId) &&
      !settled.includes(row.inventoryLogId),
  );
}

/** Whether a row of the log was made by a correction of ours. A row that changed nothing says nothing. */
const isCorrectionOf = (row: InventoryLogRow, employeeId: string): boolean =>
  row.saleId === undefined &&
  row.employeeId === employeeId &&
  row.quantityChange !== 0 &&
  apiCorrectionReasons.has(row.reason);

/**
 * How long after it was begun a correction may still be written. Whoever was held up for longer lets it be: by then
 * somebody else may have begun it anew.
 */
export const writeWithinSeconds = 15;

/**
 * How long after it was begun the log is believed when it shows no row: longer than a request may be under way, and
 * than the log may lag (an assumption).
 */
export const logBelievedAfterSeconds = 60;
