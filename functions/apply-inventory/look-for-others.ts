import { requestCost } from '../../shared/domain/effect-cost.ts';
import { saleEffectOf } from '../../shared/domain/ids.ts';
import { othersRefundOf, referenceOfOthers } from '../../shared/domain/others-refund.ts';
import type { RetailSaleInFull } from '../../shared/domain/retail-records.ts';
import type { RefundSaleEffect, RefundSaleFacts } from '../../shared/domain/stock-effect.ts';
import { observedSales } from '../../shared/stores/observed-sale-store.ts';
import type { Stored } from '../../shared/stores/stock-effect-store.ts';
import type { LaneRun } from './batch.ts';

/** A refund sale as it is stored. */
export type StoredSale = Stored<RefundSaleEffect>;

// Two references each, and Retail compares with a hundred at once.
const mostInOneLook = 50;

/** What Retail shows of the orders of some refund sales: sales of others, and our own drafts. */
export type Seen = Readonly<{
  ofOrder(facts: RefundSaleFacts): readonly RetailSaleInFull[];
  ownDraft(sale: StoredSale): RetailSaleInFull | undefined;
  /** Somebody else's refund of the same credit note, which no other case has taken for its own. */
  othersRefund(facts: RefundSaleFacts, items: Readonly<Record<string, string>>): RetailSaleInFull | undefined;
}>;

/** Looks at all these orders with one search for fifty of them. */
export async function lookForOthers(run: LaneRun, effects: readonly StoredSale[]): Promise<Seen> {
  const sales: RetailSaleInFull[] = [];
  for (let from = 0; from < effects.length; from += mostInOneLook) {
    sales.push(...(await findSales(run, effects.slice(from, from + mostInOneLook))));
  }
  const refunds = sales.filter(({ totalMinor, lines }) => totalMinor < 0 || lines.some(({ quantity }) => quantity < 0));
  const others = refunds.filter(({ referenceNumber }) =>
    effects.some(({ facts }) => referenceOfOthers(facts) === referenceNumber),
  );
  const taken = await observedSales(
    run.table,
    run.accountId,
    others.map(({ saleId }) => saleId),
  );
  const ofOrder = (facts: RefundSaleFacts) =>
    sales.filter(({ referenceNumber }) => referenceNumber === referenceOfOthers(facts));
  return {
    ofOrder,
    ownDraft: ({ progress }) => sales.find(({ saleId }) => saleId === progress.registered?.saleId),
    othersRefund: (facts, items) =>
      othersRefundOf(facts, items, ofOrder(facts), (saleId) => {
        const by = taken.get(saleId);
        return by !== undefined && !(by.shopId === facts.shopId && by.caseId === facts.caseId);
      }),
  };
}

async function findSales({ retail, pace }: LaneRun, effects: readonly StoredSale[]): Promise<RetailSaleInFull[]> {
  const references = effects.flatMap(({ facts }) => [
    referenceOfOthers(facts),
    saleEffectOf(facts.shopId, facts.caseId),
  ]);
  const referenceNumbers = [...new Set(references)];
  const sales: RetailSaleInFull[] = [];
  let cursor: string | undefined;
  do {
    const page = await pace.spend(requestCost.searchOfSales, () => retail.findSales({ referenceNumbers, cursor }));
    sales.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return sales;
}
