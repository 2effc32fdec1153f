import type { RefundSaleFacts, StockEffect } from './stock-effect.ts';

/** What requests cost in units of Retail's bucket, as documented; the headers of each answer say what they really did. */
export const requestCost = {
  search: 1,
  /** With two relations to many, at 0.2 each, doubled on a list. */
  searchOfSales: 1.8,
  saleWrite: 2,
  completing: 3,
  nested: 0.5,
  quantityWrite: 1.5,
} as const;

/** Drafting a refund sale: its lines, one line for all that is no goods, and its payment are nested in it. */
export const costOfDraft = ({ goods }: Pick<RefundSaleFacts, 'goods'>): number =>
  requestCost.saleWrite + requestCost.nested * (goods.length + 2);

/** Completing a sale. */
export const costOfCompletion = requestCost.saleWrite + requestCost.completing;

/** What a batch costs once, however many effects are in it: one search for items, and two looks for others' sales. */
export const costOfBatch = requestCost.search + 2 * requestCost.searchOfSales;

/** About what is left to do of an effect costs. */
export function costOfEffect({ kind, facts, progress }: StockEffect): number {
  if (kind === 'correction') return requestCost.quantityWrite + requestCost.search;
  return costOfCompletion + (progress.registered ? 0 : costOfDraft(facts));
}

/** What a credit note with one line costs, with its share of a full batch: what waits is counted, not read. */
export const usualUnits = 8.5;
