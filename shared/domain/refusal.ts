import type { OrderLineId } from './ids.ts';

/** Why a credit note or a cancellation is refused (design §4). A refusal always carries all of its reasons at once. */
export const refusalCodes = [
  'order_unknown',
  'line_unknown',
  'quantity_exceeds_remaining',
  'amount_exceeds_remaining',
  'not_invoiced',
  'not_paid',
  'not_captured',
  'shipping_already_refunded',
  'payment_costs_already_refunded',
  'nothing_to_refund',
  'currency_mismatch',
  'order_does_not_add_up',
  'gift_card_requires_cancellation',
  'gift_card_purchase',
  'adjustment_without_reason',
  'adjustment_exceeds_limit',
  'order_cancelled',
  'conflicting_duplicate',
  'conflicting_order',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** The part of an order that a reason is about, where it is not a line. */
export const refusedParts = ['shipping', 'payment_costs', 'adjustment', 'order', 'payment'] as const;
/** One of those parts. */
export type RefusedPart = (typeof refusedParts)[number];

/** One reason, with what was asked for and what remains: minor units for amounts, pieces for quantities, else text. */
export type Refusal = Readonly<{
  code: RefusalCode;
  orderLineId?: OrderLineId | undefined;
  part?: RefusedPart | undefined;
  asked?: number | string | undefined;
  remaining?: number | string | undefined;
}>;
