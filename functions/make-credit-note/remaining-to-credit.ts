import type { Refusal } from '../../shared/domain/refusal.ts';
import type { EcomOrderProduct } from '../../shared/ecom/ecom-schemas.ts';
import type { AskedCredit } from '../../shared/stores/ecom-credit-store.ts';

/** Why eCom cannot be asked for this: pieces that were not invoiced, or were credited before, or nothing at all. */
export function refusalsOf(lines: readonly EcomOrderProduct[], asked: AskedCredit): readonly Refusal[] {
  if (asked.lines.length === 0 && !asked.creditShipping && !asked.creditPaymentCosts)
    return [{ code: 'nothing_to_refund' }];
  return asked.lines.flatMap(({ orderLineId, quantity }): Refusal[] => {
    const line = lines.find(({ id }) => String(id) === orderLineId);
    if (line === undefined) return [{ code: 'line_unknown', orderLineId }];
    const remaining = Math.max(0, line.quantityInvoiced - line.quantityRefunded);
    return quantity > remaining
      ? [{ code: 'quantity_exceeds_remaining', orderLineId, asked: quantity, remaining }]
      : [];
  });
}
