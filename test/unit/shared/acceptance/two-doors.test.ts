import { describe, expect, it } from 'vitest';
import { acceptCreditNote } from '../../../../functions/accept-credit-note/accept-credit-note.ts';
import type { ObservedCreditNote, ObservedOrder } from '../../../../shared/domain/observed-order.ts';
import type { Order } from '../../../../shared/domain/order.ts';
import { type RefusalCode, refusalCodes } from '../../../../shared/domain/refusal.ts';
import type { ShopSettings } from '../../../../shared/domain/shop-settings.ts';
import { readCaseView } from '../../../../shared/views/case-view.ts';
import { viewedShop } from '../../../../shared/views/viewed-shop.ts';
import { anObservedCreditNote } from '../../../support/observed-orders.ts';
import { aLine, anOrder, aPayment, aShop, id } from '../../../support/orders.ts';
import { readingsOfOneOrder } from '../../../support/readings.ts';
import { aCreditNoteRequest, aSnapshot } from '../../../support/requests.ts';

type Scenario = Readonly<{
  order?: Order;
  note?: Partial<ObservedCreditNote>;
  /** What eCom shows before. */
  before?: Partial<ObservedOrder>;
  shop?: Partial<ShopSettings>;
}>;

const line = (orderLineId: string, quantity: number, amountMinor: number) => ({
  orderLineId: id.line(orderLineId),
  quantity,
  amountMinor,
});
const shippingOnly = { lines: [], shippingMinor: 500, totalMinor: 500 };
const earlier = (changes: Partial<ObservedCreditNote>) => ({
  creditNotes: [anObservedCreditNote({ creditNoteId: 'INV00030', issuedAt: '2026-11-11T09:00:00.000Z', ...changes })],
});
const withCosts = anOrder({ paymentCostsMinor: 100, payments: [aPayment({ amountMinor: 2600 })] });

/** One credit note for each code that eCom can show: what is refused as a request is recorded with that code as a fact. */
const scenarios: Partial<Record<RefusalCode, Scenario>> = {
  line_unknown: { note: { lines: [line('9', 1, 1000)] } },
  quantity_exceeds_remaining: { note: { lines: [line('1', 3, 3000)], totalMinor: 3000 } },
  amount_exceeds_remaining: { note: { totalMinor: 2501 } },
  // Only a reading says what is invoiced, so that the order must be known already.
  not_invoiced: { before: { invoicedQuantities: { 1: 1 }, ...earlier({}) } },
  not_paid: { order: anOrder({ payments: [aPayment({ state: 'not_paid', paidAt: undefined })] }), note: shippingOnly },
  not_captured: { order: anOrder({ payments: [aPayment({ state: 'authorised' })] }), note: shippingOnly },
  shipping_already_refunded: { before: earlier(shippingOnly), note: shippingOnly },
  payment_costs_already_refunded: {
    order: withCosts,
    before: earlier({ lines: [], paymentCostsMinor: 100, totalMinor: 100 }),
    note: { lines: [], paymentCostsMinor: 100, totalMinor: 100 },
  },
  nothing_to_refund: { note: { lines: [], totalMinor: 0 } },
  currency_mismatch: { order: anOrder({ payments: [aPayment({ currency: 'CAD' }), aPayment({ currency: 'USD' })] }) },
  order_does_not_add_up: { order: anOrder({ totalMinor: 9999 }) },
  gift_card_requires_cancellation: { order: anOrder({ payments: [aPayment({ kind: 'gift_card' })] }) },
  gift_card_purchase: { order: anOrder({ lines: [aLine({ isGiftCard: true })] }) },
  adjustment_exceeds_limit: { note: { otherMinor: 400, totalMinor: 1400 }, shop: { adjustmentLimitMinor: 300 } },
  order_cancelled: { before: { cancellation: { cancelledAt: '2026-11-11T09:00:00.000Z' } } },
};

/** These belong to one door: a fact brings its order and its number along, and gives no reasons. */
const onlyRequests: readonly RefusalCode[] = [
  'order_unknown',
  'adjustment_without_reason',
  'conflicting_duplicate',
  'conflicting_order',
];

const snapshotOf = ({ paymentsFrom: _, ...order }: Order) => aSnapshot(order);

describe('each refusal code', () => {
  it('has its two doors shown here, or belongs to requests alone', () => {
    expect([...Object.keys(scenarios), ...onlyRequests].toSorted()).toEqual([...refusalCodes].toSorted());
  });

  it.each(Object.entries(scenarios))('%s is a reason at both doors', async (code, scenario) => {
    const { order = anOrder(), note = {}, before = {} } = scenario;
    const shop = aShop(scenario.shop);
    const observed = anObservedCreditNote(note);

    const atRequest = readingsOfOneOrder();
    await atRequest.record({ order, ...before }, 'webhook', shop);
    const known = await atRequest.order();
    const rowsBefore = atRequest.table.rows();
    const request = aCreditNoteRequest({
      lines: observed.lines.map(({ orderLineId, quantity }) => ({ orderLineId, quantity })),
      refundShipping: observed.shippingMinor > 0,
      refundPaymentCosts: observed.paymentCostsMinor > 0,
      adjustmentMinor: observed.otherMinor,
      totalMinor: observed.totalMinor,
      reason: 'asked for',
      order: known === undefined ? snapshotOf(order) : undefined,
    });
    const accepted = await acceptCreditNote(atRequest, { shopId: atRequest.shopId, shop, request, dryRun: false });
    expect(accepted).toMatchObject({
      kind: 'refused',
      reasons: expect.arrayContaining([expect.objectContaining({ code })]),
    });
    expect(atRequest.table.rows()).toEqual(rowsBefore);

    const atFact = readingsOfOneOrder();
    await atFact.record({ order, ...before }, 'webhook', shop);
    const creditNotes = [...(before.creditNotes ?? []), observed];
    await atFact.record({ order, ...before, creditNotes }, 'webhook', shop);
    const { shopId, table } = atFact;
    expect(
      await readCaseView(table, viewedShop(shopId, shop, '2026-11-12T10:00:00.000Z'), id.refundCase('INV00038'), shop),
    ).toMatchObject({
      standing: 'not_allowed',
      payments: [],
      tasks: [],
      reasons: expect.arrayContaining([expect.objectContaining({ code })]),
      differences: [
        {
          reason: 'credit_note_not_allowed',
          concerns: 'shop',
          action: code === 'gift_card_requires_cancellation' ? 'cancel_order' : 'correct_credit_note',
          evidence: { codes: expect.stringContaining(code) },
        },
      ],
    });
    expect(atFact.eventsOf('INV00038')).toEqual([]);
  });
});
