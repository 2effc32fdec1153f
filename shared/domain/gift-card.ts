import type { Order } from './order.ts';
import type { OrderLedger } from './order-ledger.ts';
import { carriedMinorOf } from './payment-allocation.ts';
import type { Refusal } from './refusal.ts';
import type { ShopSettings } from './shop-settings.ts';

/**
 * An order for which a gift card paid is cancelled, not refunded. Where a provider paid a part of it, our reading
 * (labelled as one, `giftCardMixed` per shop) lets a credit note take what the other payments still carry.
 */
export function decideGiftCards(order: Order, ledger: OrderLedger, shop: ShopSettings, totalMinor: number): Refusal[] {
  const isGiftCard = ({ kind }: { kind: string }) => kind === 'gift_card';
  if (!order.payments.some(isGiftCard) || totalMinor <= 0) return [];
  const remaining = order.payments
    .map((payment, index) => (isGiftCard(payment) ? 0 : carriedMinorOf(order, ledger, index + 1)))
    .reduce((sum, carried) => sum + carried, 0);
  const always = order.payments.every(isGiftCard) || shop.giftCardMixed === 'always_cancel';
  if (!always && totalMinor <= remaining) return [];
  return [{ code: 'gift_card_requires_cancellation', asked: totalMinor, remaining: always ? 0 : remaining }];
}
