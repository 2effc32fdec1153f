import { toDecimalText } from '../domain/money.ts';
import { reasonText } from '../domain/retail-assumptions.ts';
import { effectStateOf, type SeenRow, type StockEffect } from '../domain/stock-effect.ts';
import { effectStateTexts, holdTexts } from '../texts/effect-texts.ts';
import { confirmationNoteTexts } from '../texts/stock-texts.ts';

/** An effect on stock as it is shown: where it stands, what Retail showed of it, and how to find that there. */
export function stockView(effect: StockEffect) {
  const { kind, progress } = effect;
  const { seen, held } = progress;
  const state = effectStateOf(effect);
  const sentence = state === 'held' && held ? holdTexts[held.reason] : effectStateTexts[state];
  return {
    kind,
    state,
    sentence: sentence.en,
    ...(effect.kind === 'refund_sale' ? saleView(effect) : correctionView(effect)),
    held,
    ...(seen && {
      seenAt: seen.at,
      verdict: seen.verdict,
      notes: (seen.notes ?? []).map((code) => ({ code, sentence: confirmationNoteTexts[code].en })),
      rows: seen.rows.map(rowView),
    }),
  };
}

type SaleEffect = Extract<StockEffect, Readonly<{ kind: 'refund_sale' }>>;
type CorrectionEffect = Extract<StockEffect, Readonly<{ kind: 'correction' }>>;

function saleView({ facts, progress }: SaleEffect) {
  const { writer, creditMinor, currency, updateInventory } = facts;
  const { items = {}, registered, observed, completedAt } = progress;
  const goods = facts.goods.map((line) => ({ ...line, itemId: items[line.orderLineId] }));
  const credit = toDecimalText({ minor: creditMinor, currency });
  const saleId = observed?.saleId ?? registered?.saleId;
  return { writer, updateInventory, creditMinor, credit, currency, goods, saleId, completedAt };
}

const correctionView = ({ facts, progress }: CorrectionEffect) => {
  const { itemId, change, reason } = facts;
  return { itemId, change, reason, inventoryLogId: progress.done?.inventoryLogId };
};

/** A row of the inventory log as it reads in Retail, and the way that leads to it. */
const rowView = ({ inventoryLogId, itemId, shopId, quantityChange, reason, createdAt, saleId }: SeenRow) => ({
  inventoryLogId,
  createdAt,
  itemId,
  shopId,
  quantityChange,
  reads: reasonText(reason, quantityChange),
  reason,
  saleId,
  path: ['Inventory', 'Item Search', `Item ${itemId}`, 'History', 'Inventory Logs'],
});
