import { toDecimalText } from '../../shared/domain/money.ts';
import { reasonText } from '../../shared/domain/retail-assumptions.ts';
import { effectStateOf, type SeenRow, type StockEffect } from '../../shared/domain/stock-effect.ts';
import { confirmationNoteTexts } from '../../shared/texts/stock-texts.ts';

/** An effect on stock as it is shown: where it stands, what Retail showed of it, and how to find that there. */
export function stockView(effect: StockEffect) {
  const { kind, progress } = effect;
  const { seen, held } = progress;
  return {
    kind,
    state: effectStateOf(effect),
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
  const { registered, observed, completedAt } = progress;
  const credit = toDecimalText({ minor: creditMinor, currency });
  const saleId = observed?.saleId ?? registered?.saleId;
  return { writer, updateInventory, creditMinor, credit, currency, saleId, completedAt };
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
