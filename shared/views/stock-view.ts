import type { ConfirmationNote } from '../domain/confirmation-notes.ts';
import { toDecimalText } from '../domain/money.ts';
import { reasonText } from '../domain/retail-assumptions.ts';
import { effectStateOf, type SeenRow, type StockEffect } from '../domain/stock-effect.ts';
import { effectStateTexts, holdTexts } from '../texts/effect-texts.ts';
import { confirmationNoteTexts } from '../texts/stock-texts.ts';
import type { Translated } from '../texts/translated.ts';

/** An effect on stock as it is shown. */
export type StockView = ReturnType<typeof stockView>;

/** An effect on stock as it is shown: where it stands, what Retail showed of it, and how to find that there. */
export function stockView(effect: StockEffect) {
  const { seen, held } = effect.progress;
  const state = effectStateOf(effect);
  const sentence: Translated = state === 'held' && held ? holdTexts[held.reason] : effectStateTexts[state];
  return {
    state,
    sentence: sentence.en,
    ...(effect.kind === 'refund_sale' ? saleView(effect) : correctionView(effect)),
    held,
    ...(seen && {
      seenAt: seen.at,
      verdict: seen.verdict,
      notes: (seen.notes ?? []).map(noteView),
      rows: seen.rows.map(rowView),
    }),
  };
}

function noteView(code: ConfirmationNote) {
  const text: Translated = confirmationNoteTexts[code];
  return { code, sentence: text.en };
}

type SaleEffect = Extract<StockEffect, Readonly<{ kind: 'refund_sale' }>>;
type CorrectionEffect = Extract<StockEffect, Readonly<{ kind: 'correction' }>>;

function saleView({ kind, facts, progress }: SaleEffect) {
  const { writer, creditMinor, currency, updateInventory } = facts;
  const { items = {}, registered, observed, completedAt } = progress;
  const goods = facts.goods.map((line) => ({ ...line, itemId: items[line.orderLineId] }));
  const credit = toDecimalText({ minor: creditMinor, currency });
  const saleId = observed?.saleId ?? registered?.saleId;
  return { kind, writer, updateInventory, creditMinor, credit, currency, goods, saleId, completedAt };
}

const correctionView = ({ kind, facts, progress }: CorrectionEffect) => {
  const { itemId, change, reason } = facts;
  return { kind, itemId, change, reason, inventoryLogId: progress.done?.inventoryLogId };
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
