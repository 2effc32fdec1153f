import type { Order, OrderLine, Payment } from '../../shared/domain/order.ts';
import { emptyLedger, type OrderLedger } from '../../shared/domain/order-ledger.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import {
  caseIdSchema,
  creditNoteIdSchema,
  matchIdSchema,
  orderLineIdSchema,
  orderNumberSchema,
  shopIdSchema,
  taskIdSchema,
} from '../../shared/stores/id-schemas.ts';

/** Ids for tests, checked like any other. */
export const id = {
  shop: (text: string) => shopIdSchema.parse(text),
  order: (text: string) => orderNumberSchema.parse(text),
  line: (text: string) => orderLineIdSchema.parse(text),
  creditNote: (text: string) => creditNoteIdSchema.parse(text),
  refundCase: (text: string) => caseIdSchema.parse(text),
  task: (text: string) => taskIdSchema.parse(text),
  match: (text: string) => matchIdSchema.parse(text),
};

/** A shop in Toronto whose PayPal payments are given back in the portal within 14 days. */
export function aShop(changes: Partial<ShopSettings> = {}): ShopSettings {
  return {
    shopId: 'demo',
    name: 'Demo',
    country: 'CA',
    currency: 'EUR',
    timeZone: 'America/Toronto',
    orderPrefix: 'ORD',
    inventoryMode: 'apply',
    nativeLink: 'off',
    watchMode: false,
    refundDays: 14,
    noteGraceHours: 48,
    nameRule: false,
    giftCardMixed: 'providers_part',
    paymentMethods: [{ ecomPaymentId: 'paypal', provider: 'paypal', account: 'main', refundMode: 'portal' }],
    providers: [],
    ...changes,
  };
}

/** A line of an order: two mugs for 20.00 unless said otherwise. */
export function aLine(changes: Partial<Omit<OrderLine, 'orderLineId'>> & { orderLineId?: string } = {}): OrderLine {
  const { orderLineId = '1', ...rest } = changes;
  return { sku: 'MUG', title: 'Mug', quantity: 2, totalMinor: 2000, ...rest, orderLineId: id.line(orderLineId) };
}

/** A captured PayPal payment of 25.00 unless said otherwise. */
export function aPayment(changes: Partial<Payment> = {}): Payment {
  return {
    kind: 'provider',
    method: 'paypal',
    provider: 'paypal',
    account: 'main',
    providerPaymentId: 'CAP-1',
    amountMinor: 2500,
    state: 'captured',
    paidAt: '2026-11-02T15:00:00.000Z',
    ...changes,
  };
}

/** An order of two mugs with 5.00 shipping, paid by PayPal, unless said otherwise. */
export function anOrder(changes: Partial<Omit<Order, 'orderNumber'>> & { orderNumber?: string } = {}): Order {
  const { orderNumber = 'ORD00123', ...rest } = changes;
  return {
    placedAt: '2026-11-02T14:59:00.000Z',
    currency: 'EUR',
    lines: [aLine()],
    shippingMinor: 500,
    paymentCostsMinor: 0,
    payments: [aPayment()],
    ...rest,
    orderNumber: id.order(orderNumber),
  };
}

/** A ledger of an order that nothing was given back of, unless said otherwise. */
export const aLedger = (changes: Partial<OrderLedger> = {}): OrderLedger => ({ ...emptyLedger, ...changes });
