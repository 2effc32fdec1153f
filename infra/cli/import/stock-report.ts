import { roundedMinorOf } from '../../../shared/domain/decimal-amount.ts';
import { caseOfSaleEffect } from '../../../shared/domain/ids.ts';
import type { RetailLogLine, RetailSaleLine } from '../simulated-retail.ts';
import type { ExpectedReturn } from './expected-returns.ts';
import type { Counts } from './import-report.ts';
import { noteOf, updatesInventory } from './inventory-switch.ts';

/** Units of one article that are not as they should be. */
export type WrongUnits = Readonly<{ caseId?: string; articleCode: string; expected: number; found: number }>;

/** What an import came to in Retail. It is as it should be when every list is empty and `completed` is `expected`. */
export type StockReport = Readonly<{
  /** Refund sales: one for each accepted credit note, with its total as the credit. */
  sales: Readonly<{
    expected: number;
    completed: number;
    missing: readonly string[];
    twice: readonly string[];
    otherCredit: readonly string[];
  }>;
  /** Units that came back with these sales, item by item and case by case. */
  units: Readonly<{ accepted: number; cameBack: number; wrong: readonly WrongUnits[] }>;
  /** Units that were taken out again because the inventory was not to be updated, item by item over the whole account. */
  takenOut: Readonly<{ expected: number; found: number; wrong: readonly WrongUnits[] }>;
  /** Rows of the inventory log, by what an operator reads. */
  rows: Counts;
}>;

/** All that a report is made from: what was accepted, and what stands in Retail. */
export type StockRecord = Readonly<{
  shopId: string;
  returns: readonly ExpectedReturn[];
  sales: readonly RetailSaleLine[];
  log: readonly RetailLogLine[];
}>;

type Completed = Readonly<{ caseId: string; sale: RetailSaleLine; units: ReadonlyMap<string, number> }>;

/** Compares what was accepted with what stands in Retail. */
export function stockReportOf({ shopId, returns, sales, log }: StockRecord): StockReport {
  const completed = completedRefunds(shopId, sales, log);
  const byCase = Map.groupBy(completed, ({ caseId }) => caseId);
  const salesOf = ({ caseId }: ExpectedReturn): readonly Completed[] => byCase.get(caseId) ?? [];
  const wrongUnits = returns.flatMap((expected) => wrongUnitsOf(expected, salesOf(expected)));
  const named = (isSo: (expected: ExpectedReturn) => boolean): readonly string[] =>
    returns.filter(isSo).map(({ caseId }) => caseId);
  return {
    sales: {
      expected: returns.length,
      completed: returns.filter((expected) => salesOf(expected).length > 0).length,
      missing: named((expected) => salesOf(expected).length === 0),
      twice: named((expected) => salesOf(expected).length > 1),
      otherCredit: named((expected) => salesOf(expected).some(({ sale }) => !isCreditOf(sale, expected))),
    },
    units: {
      accepted: returns.reduce((sum, { units }) => sum + total(units), 0),
      cameBack: returns.flatMap(salesOf).reduce((sum, { units }) => sum + total(units), 0),
      wrong: wrongUnits,
    },
    takenOut: takenOutOf(completed, log),
    rows: rowsOf(log),
  };
}

/** What is wrong with it, in words; nothing when all is as it should be. */
export function stockImbalances({ sales, units, takenOut }: StockReport): readonly string[] {
  const findings: readonly (readonly [number, string])[] = [
    [sales.missing.length, 'refund sales missing in Retail'],
    [sales.twice.length, 'refund sales made more than once'],
    [sales.otherCredit.length, 'refund sales of another amount than their credit note'],
    [units.wrong.length, 'articles of credit notes of which other units came back'],
    [takenOut.wrong.length, 'articles of which other units were taken out again'],
  ];
  return findings.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
}

function completedRefunds(
  shopId: string,
  sales: readonly RetailSaleLine[],
  log: readonly RetailLogLine[],
): readonly Completed[] {
  const rowsOfSale = Map.groupBy(log, ({ saleId }) => saleId);
  return sales.flatMap((sale): Completed[] => {
    const ofCase = caseOfSaleEffect(sale.referenceNumber);
    if (!sale.completed || ofCase?.shopId !== shopId) return [];
    return [{ caseId: ofCase.caseId, sale, units: unitsOf(rowsOfSale.get(sale.saleId) ?? []) }];
  });
}

function wrongUnitsOf({ caseId, units }: ExpectedReturn, completed: readonly Completed[]): readonly WrongUnits[] {
  // A case whose sale is missing, or there twice, is told of once, as a sale.
  const [only, ...others] = completed;
  if (only === undefined || others.length > 0) return [];
  return differing(units, only.units).map((wrong) => ({ caseId, ...wrong }));
}

function takenOutOf(completed: readonly Completed[], log: readonly RetailLogLine[]): StockReport['takenOut'] {
  const expected = new Map<string, number>();
  for (const { caseId, units } of completed) {
    if (updatesInventory(noteOf(caseId))) continue;
    for (const [articleCode, count] of units) expected.set(articleCode, (expected.get(articleCode) ?? 0) - count);
  }
  const found = unitsOf(log.filter(({ saleId, reason }) => saleId === 0 && writtenByPrograms.has(reason)));
  return { expected: total(expected), found: total(found), wrong: differing(expected, found) };
}

const writtenByPrograms: ReadonlySet<string> = new Set(['API removed', 'API added']);

function unitsOf(rows: readonly RetailLogLine[]): ReadonlyMap<string, number> {
  const units = new Map<string, number>();
  for (const { customSku, quantityChange } of rows) units.set(customSku, (units.get(customSku) ?? 0) + quantityChange);
  return units;
}

function differing(expected: ReadonlyMap<string, number>, found: ReadonlyMap<string, number>): readonly WrongUnits[] {
  return [...new Set([...expected.keys(), ...found.keys()])]
    .map((articleCode) => ({
      articleCode,
      expected: expected.get(articleCode) ?? 0,
      found: found.get(articleCode) ?? 0,
    }))
    .filter((units) => units.expected !== units.found);
}

/** The sale's total and its payment over eCom are the credit, and nothing else was paid. */
function isCreditOf(
  { total: saleTotal, paidWith }: RetailSaleLine,
  { currency, creditMinor }: ExpectedReturn,
): boolean {
  const isPaid = paidWith.every(({ type, amount }) => type === 'ecom' && isGivenBack(amount));
  return isGivenBack(saleTotal) && isPaid && paidWith.length === (creditMinor === 0 ? 0 : 1);

  function isGivenBack(amount: string): boolean {
    return roundedMinorOf(amount, currency) === 0 - creditMinor;
  }
}

function rowsOf(log: readonly RetailLogLine[]): Counts {
  const byReason = [...Map.groupBy(log, ({ reason }) => reason)].map(
    ([reason, rows]) => [reason, rows.length] as const,
  );
  return Object.fromEntries(byReason.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const total = (units: ReadonlyMap<string, number>): number =>
  [...units.values()].reduce((sum, count) => sum + count, 0);
