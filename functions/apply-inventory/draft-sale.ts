import { costOfDraft, requestCost } from '../../shared/domain/effect-cost.ts';
import { saleEffectOf } from '../../shared/domain/ids.ts';
import { ourReferenceSource, soldLinesOf } from '../../shared/domain/others-refund.ts';
import { mostRoundingMinor, refundSaleLines } from '../../shared/domain/refund-sale-lines.ts';
import type {
  RefundSaleDraft,
  RefundSaleLine,
  RetailSale,
  RetailSaleInFull,
} from '../../shared/domain/retail-records.ts';
import type { RefundSaleFacts } from '../../shared/domain/stock-effect.ts';
import { archiveDraft } from './archive-draft.ts';
import type { LaneRun } from './batch.ts';

/** The draft, whose total is the credit to the minor unit; or why there can be none. */
export type Drafted = RetailSale | 'no_item_known' | 'total_not_reached';

/**
 * Drafts a refund sale that comes to exactly the credit. It is changed, if it must be, before anybody can register it:
 * a registered sale is never changed again, only completed, so that a change which is done late or twice hits a draft that
 * nobody will complete.
 */
export async function draftSale(
  run: LaneRun,
  facts: RefundSaleFacts,
  itemByLine: Readonly<Record<string, string>>,
  salesOfOrder: readonly RetailSaleInFull[],
): Promise<Drafted> {
  const soldLineByItem = soldLinesOf(facts, salesOfOrder);
  const linesNow = () =>
    refundSaleLines(facts, { itemByLine, soldLineByItem, taxRateByItem: Object.fromEntries(run.taxRateByItem) });
  const lines = linesNow();
  if (lines.length === 0) return 'no_item_known';
  const first = await draft(run, facts, lines);
  if (first.totalMinor === -facts.creditMinor) return first;

  // Prices to which the account adds its tax: the draft shows the rates, and the next one is made of net prices.
  if (!first.isTaxInclusive && isFarOff(first, facts)) {
    await learnTaxRates(run, first.saleId);
    await archiveDraft(run, first.saleId);
    const second = await draft(run, facts, linesNow());
    return await withRest(run, facts, second);
  }
  return await withRest(run, facts, first);
}

/** Adds what rounding left to a line of its own. */
async function withRest(run: LaneRun, facts: RefundSaleFacts, sale: RetailSale): Promise<Drafted> {
  const missingMinor = facts.creditMinor + sale.totalMinor;
  if (missingMinor === 0) return sale;
  if (!isFarOff(sale, facts)) {
    const rest: RefundSaleLine = { kind: 'misc', amountMinor: missingMinor };
    const cost = requestCost.saleWrite + requestCost.nested;
    const changed = await run.pace.spend(cost, () => run.retail.changeSale(sale.saleId, [rest]));
    if (changed.totalMinor === -facts.creditMinor) return changed;
  }
  await archiveDraft(run, sale.saleId);
  return 'total_not_reached';
}

const isFarOff = ({ totalMinor }: RetailSale, { goods, creditMinor }: RefundSaleFacts): boolean =>
  Math.abs(creditMinor + totalMinor) > mostRoundingMinor(goods);

async function learnTaxRates(run: LaneRun, saleId: string): Promise<void> {
  const { lines } = await run.pace.spend(requestCost.searchOfSales, () => run.retail.readSale(saleId));
  for (const { itemId, taxRate } of lines) if (itemId !== undefined) run.taxRateByItem.set(itemId, taxRate);
}

function draft(
  { retail, pace, shopsById, ecomPaymentTypeId }: LaneRun,
  facts: RefundSaleFacts,
  lines: readonly RefundSaleLine[],
): Promise<RetailSale> {
  const connection = shopsById.get(facts.shopId)?.retail;
  if (connection === undefined) throw new Error('A sale is drafted for a shop without a Retail account.');
  const content: RefundSaleDraft = {
    referenceNumber: saleEffectOf(facts.shopId, facts.caseId),
    referenceNumberSource: ourReferenceSource,
    shopId: facts.retailShopId,
    registerId: connection.registerId,
    employeeId: connection.employeeId,
    lines,
    payment: paymentOf(facts, ecomPaymentTypeId),
  };
  return pace.spend(costOfDraft(facts), () => retail.draftRefundSale(content));
}

/** What the customer gets back, as Retail's payment for the web shop; nothing where nothing was paid. */
export const paymentOf = ({ creditMinor }: RefundSaleFacts, paymentTypeId: string) =>
  creditMinor === 0 ? undefined : { paymentTypeId, amountMinor: creditMinor };
