import { confirmDeadline } from '../../shared/domain/effect-place.ts';
import { caseOfCancellation } from '../../shared/domain/ids.ts';
import { referenceOfOthers } from '../../shared/domain/others-refund.ts';
import {
  doublesOf,
  type IsTaken,
  knownRefundOf,
  linksRefundOf,
  refundByRows,
} from '../../shared/domain/refund-of-case.ts';
import type { RetailSaleInFull } from '../../shared/domain/retail-records.ts';
import { confirmationOf } from '../../shared/domain/stock-confirmation.ts';
import type { RefundSaleEffect } from '../../shared/domain/stock-effect.ts';
import { observedSales, takeObservedSale } from '../../shared/stores/observed-sale-store.ts';
import { readOrder } from '../../shared/stores/order-store.ts';
import { effectsOfCase, readSaleEffect, type StoredEffect } from '../../shared/stores/stock-effect-store.ts';
import type { ConfirmRun } from './confirm-run.ts';
import { findItems } from './find-items.ts';
import {
  findSalesOf,
  readCorrectionRows,
  readReturns,
  readRowsOfSales,
  readSales,
  type Seen,
  type WaitingCase,
} from './look-up-cases.ts';
import { noteConfirmation } from './note-confirmation.ts';
import { noteSecondWriter } from './note-second-writer.ts';

/** A case with the refund that is its own, as far as one was found. */
type CaseWithRefund = WaitingCase & Readonly<{ refund: RetailSaleInFull | undefined }>;

/**
 * Looks at some cases that wait to be seen in Retail and writes down those that are decided; how many were. Whatever
 * was written before is read again first, so that a look that was overtaken writes nothing.
 */
export async function confirmCases(run: ConfirmRun, hints: readonly StoredEffect[]): Promise<number> {
  const waiting = await waitingCases(run, hints);
  const sales = await findSalesOf(
    run,
    waiting.map(({ sale }) => sale),
  );
  const taken = await takenSales(run, sales);
  const matched = await matchRefunds(run, waiting, sales, taken);
  const foundByRows = await matchByRows(run, matched, taken);
  const cases = matched.map((each) => ({ ...each, refund: each.refund ?? foundByRows.get(each) }));
  const doubles = new Map<CaseWithRefund, readonly RetailSaleInFull[]>();
  for (const each of cases) doubles.set(each, await doublesFor(run, each, sales, taken));
  const ofCases = cases.flatMap((each) => [...(each.refund ? [each.refund] : []), ...(doubles.get(each) ?? [])]);
  const returned = await readRowsOfSales(
    run,
    ofCases.map(({ saleId }) => saleId),
  );
  const rows = [...returned, ...(await readCorrectionRows(run, cases, returned))];
  let decidedCount = 0;
  for (const each of cases) {
    const others = await claimed(run, each, doubles.get(each) ?? []);
    if (await decide(run, each, others, { sales, rows })) decidedCount += 1;
  }
  return decidedCount;
}

async function waitingCases(run: ConfirmRun, hints: readonly StoredEffect[]): Promise<readonly WaitingCase[]> {
  const now = run.clock.now();
  const stored = await Promise.all(
    hints.map(({ facts: { shopId, caseId } }) => effectsOfCase(run.table, shopId, caseId)),
  );
  const found = stored.flatMap((effects) => {
    const sale = effects.find((effect) => effect.kind === 'refund_sale');
    const corrections = effects.filter((effect) => effect.kind === 'correction');
    return sale && sale.progress.seen === undefined ? [{ sale, corrections, isDue: deadlineOf(sale) <= now }] : [];
  });
  const itemsOf = await findItems(
    run,
    found.map(({ sale }) => sale),
  );
  return found.map((each) => ({ ...each, items: itemsOf(each.sale) }));
}

/** By when Retail should show a case. */
function deadlineOf(effect: RefundSaleEffect): string {
  const { facts, progress } = effect;
  return confirmDeadline(effect, progress.observed?.at ?? progress.completedAt ?? facts.openedAt);
}

/** Which case has taken each sale; grows as cases of this look take theirs. */
type TakenSales = Map<string, string>;

const nameOf = ({ facts }: RefundSaleEffect): string => `${facts.shopId} ${facts.caseId}`;

async function takenSales(run: ConfirmRun, sales: readonly RetailSaleInFull[]): Promise<TakenSales> {
  const saleIds = sales.map(({ saleId }) => saleId);
  const taken = await observedSales(run.table, run.accountId, saleIds);
  return new Map([...taken].map(([saleId, { shopId, caseId }]) => [saleId, `${shopId} ${caseId}`]));
}

const takenByOthers =
  (taken: TakenSales, sale: RefundSaleEffect): IsTaken =>
  (saleId) => {
    const by = taken.get(saleId);
    return by !== undefined && by !== nameOf(sale);
  };

async function take(run: ConfirmRun, taken: TakenSales, sale: RefundSaleEffect, saleId: string): Promise<boolean> {
  const { shopId, caseId } = sale.facts;
  const isOurs = await takeObservedSale(run.table, run.accountId, saleId, { shopId, caseId });
  taken.set(saleId, isOurs ? nameOf(sale) : 'another case');
  return isOurs;
}

async function matchRefunds(
  run: ConfirmRun,
  waiting: readonly WaitingCase[],
  sales: readonly RetailSaleInFull[],
  taken: TakenSales,
): Promise<readonly CaseWithRefund[]> {
  const matched: CaseWithRefund[] = [];
  for (const each of waiting) {
    const { sale, items, isDue } = each;
    const known = knownRefundOf(sale, sales) ?? (await missingRefund(run, each));
    const isTaken = takenByOthers(taken, sale);
    const found =
      known ??
      (sale.facts.writer === 'link'
        ? linksRefundOf(sale.facts, items.itemByLine, sales, { isTaken, isDue })
        : undefined);
    const isOurs = known !== undefined || (found !== undefined && (await take(run, taken, sale, found.saleId)));
    matched.push({ ...each, refund: isOurs ? found : undefined });
  }
  return matched;
}

// What was found by its rows does not carry the order's number, and what should be there by now is not given up unseen.
async function missingRefund(run: ConfirmRun, { sale, isDue }: WaitingCase): Promise<RetailSaleInFull | undefined> {
  const { observed, registered } = sale.progress;
  const saleId = observed?.saleId ?? (isDue ? registered?.saleId : undefined);
  if (saleId === undefined) return undefined;
  const [found] = await readSales(run, [saleId]);
  return found;
}

async function matchByRows(
  run: ConfirmRun,
  cases: readonly CaseWithRefund[],
  taken: TakenSales,
): Promise<ReadonlyMap<CaseWithRefund, RetailSaleInFull>> {
  const found = new Map<CaseWithRefund, RetailSaleInFull>();
  const open = cases.filter(({ refund, sale, isDue }) => !refund && isDue && sale.facts.writer === 'link');
  if (open.length === 0) return found;
  const rows = await readReturns(run, open);
  const sales = await readSales(
    run,
    rows.flatMap(({ saleId }) => saleId ?? []),
  );
  for (const [saleId, by] of await takenSales(run, sales)) taken.set(saleId, by);
  for (const each of open) {
    const { sale, items } = each;
    const refund = refundByRows(sale.facts, items.itemByLine, { rows, sales, ...run }, takenByOthers(taken, sale));
    if (refund && (await take(run, taken, sale, refund.saleId))) found.set(each, refund);
  }
  return found;
}

/**
 * Refunds of the same goods beside the case's own. While another case of the order has not found its own, none is called
 * a double: which cases the order has is asked of its ledger, for the list of what waits may not show them all.
 */
async function doublesFor(
  run: ConfirmRun,
  { sale, items, refund }: CaseWithRefund,
  sales: readonly RetailSaleInFull[],
  taken: TakenSales,
): Promise<readonly RetailSaleInFull[]> {
  const rest = sales.filter(({ saleId }) => saleId !== refund?.saleId);
  const doubles = refund ? doublesOf(sale.facts, items.itemByLine, rest, takenByOthers(taken, sale)) : [];
  return doubles.length > 0 && (await doOthersWait(run, sale, taken)) ? [] : doubles;
}

async function doOthersWait({ table }: ConfirmRun, { facts }: RefundSaleEffect, taken: TakenSales): Promise<boolean> {
  const { shopId, caseId, orderNumber } = facts;
  const order = await readOrder(table, shopId, orderNumber);
  const others = (order?.ledger.cases ?? []).filter((other) => other !== caseId);
  const effects = await Promise.all(others.map((other) => readSaleEffect(table, shopId, other)));
  const withRefund = new Set(taken.values());
  return effects.some((effect) => effect !== undefined && !hasRefund(effect) && !withRefund.has(nameOf(effect)));
}

const hasRefund = ({ progress }: RefundSaleEffect): boolean =>
  progress.observed !== undefined || progress.registered !== undefined || progress.seen !== undefined;

/** Where Avoir writes the stock, a double means that somebody else writes it too: it is the case's for good, and stops the shop. */
async function claimed(
  run: ConfirmRun,
  { sale }: CaseWithRefund,
  doubles: readonly RetailSaleInFull[],
): Promise<readonly RetailSaleInFull[]> {
  if (!isOursAlone(sale)) return doubles;
  const ours: RetailSaleInFull[] = [];
  for (const double of doubles) if (await noteSecondWriter(run, sale.facts, double.saleId)) ours.push(double);
  return ours;
}

const isOursAlone = ({ facts, progress }: RefundSaleEffect): boolean =>
  facts.writer === 'avoir' && progress.observed === undefined;

async function decide(
  run: ConfirmRun,
  { sale, items, corrections, refund, isDue }: CaseWithRefund,
  doubles: readonly RetailSaleInFull[],
  { sales, rows }: Seen,
): Promise<boolean> {
  const { facts } = sale;
  const evidence = {
    items,
    refund,
    doubles,
    areDoublesCertain: isOursAlone(sale),
    rows,
    corrections,
    isOrderKnown: sales.some(({ referenceNumber }) => referenceNumber === referenceOfOthers(facts)),
    isCancellation: facts.caseId === caseOfCancellation(facts.orderNumber),
    ecomPaymentTypeId: run.ecomPaymentTypeId,
  };
  const confirmation = confirmationOf(sale, evidence, isDue);
  if (confirmation.kind === 'not_yet') return false;
  return await noteConfirmation(run, { sale, items, refund, deadline: deadlineOf(sale) }, confirmation);
}
