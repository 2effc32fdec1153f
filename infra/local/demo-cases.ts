import type * as z from 'zod';
import type { cancellationRequestSchema } from '../../functions/accept-cancellation/cancellation-request.ts';
import type { creditNoteRequestSchema } from '../../functions/accept-credit-note/credit-note-request.ts';

/** The instant so many days ago, as ISO text. */
type Instant = (daysAgo: number) => string;
type CreditNote = z.input<typeof creditNoteRequestSchema>;
type Cancellation = z.input<typeof cancellationRequestSchema>;

/** One demo case: what a shop asked for, and what there is to see in it. */
export type DemoCase = Readonly<{ shopId: string; caseId: string; shows: string }> &
  Readonly<{ creditNote: CreditNote } | { cancellation: Cancellation }>;

/** An article of a demo order that nobody entered into Retail. */
export const articleUnknownInRetail = 'BOOKEND-SAMPLE';

/** The cases that a new machine shows, on orders of the last three weeks. Customers are made up. */
export const demoCases = (at: Instant): readonly DemoCase[] => [
  {
    shopId: 'demo',
    caseId: 'CN00041',
    shows: 'one of two articles and the shipping, paid by card',
    creditNote: {
      creditNoteId: 'CN00041',
      orderNumber: 'ORD00123',
      issuedAt: at(2),
      currency: 'EUR',
      updateInventory: true,
      lines: [{ orderLineId: '1', quantity: 1 }],
      refundShipping: true,
      reason: 'Too small',
      order: {
        orderNumber: 'ORD00123',
        placedAt: at(12),
        currency: 'EUR',
        totalMinor: 10_395,
        customer: { name: 'Camille Exemple', email: 'camille@example.com' },
        lines: [
          { orderLineId: '1', sku: 'SHIRT-S', title: 'Linen shirt, S', quantity: 2, totalMinor: 7_800 },
          { orderLineId: '2', sku: 'BELT', title: 'Leather belt', quantity: 1, totalMinor: 2_100 },
        ],
        shippingMinor: 495,
        paymentCostsMinor: 0,
        payments: [payment('stripe', 'pi_demo_123', 10_395, at(12))],
      },
    },
  },
  {
    shopId: 'demo',
    caseId: 'CN00042',
    shows: 'part of an order that a gift card and iDEAL paid together',
    creditNote: {
      creditNoteId: 'CN00042',
      orderNumber: 'ORD00131',
      issuedAt: at(1),
      currency: 'EUR',
      updateInventory: true,
      lines: [{ orderLineId: '1', quantity: 1 }],
      order: {
        orderNumber: 'ORD00131',
        placedAt: at(6),
        currency: 'EUR',
        totalMinor: 8_900,
        customer: { name: 'Robin Voorbeeld' },
        lines: [
          { orderLineId: '1', sku: 'MUG', title: 'Mug', quantity: 3, totalMinor: 4_500 },
          { orderLineId: '2', sku: 'TRAY', title: 'Oak tray', quantity: 1, totalMinor: 4_400 },
        ],
        shippingMinor: 0,
        paymentCostsMinor: 0,
        payments: [
          { kind: 'gift_card', amountMinor: 2_500, paidAt: at(6) },
          payment('mollie', 'tr_demo_131', 6_400, at(6)),
        ],
      },
    },
  },
  {
    shopId: 'demo',
    caseId: 'CN00043',
    shows: 'an old credit note whose refund is overdue',
    creditNote: {
      creditNoteId: 'CN00043',
      orderNumber: 'ORD00098',
      issuedAt: at(16),
      currency: 'EUR',
      updateInventory: false,
      lines: [{ orderLineId: '1', quantity: 1 }],
      order: {
        orderNumber: 'ORD00098',
        placedAt: at(21),
        currency: 'EUR',
        customer: { name: 'Alex Muster' },
        lines: [{ orderLineId: '1', sku: 'LAMP', title: 'Desk lamp', quantity: 1, totalMinor: 5_990 }],
        shippingMinor: 495,
        paymentCostsMinor: 100,
        payments: [payment('paypal', '8XY00000DEMO', 6_585, at(21))],
      },
    },
  },
  {
    shopId: 'demo',
    caseId: 'cancellation:ORD00140',
    shows: 'a cancelled order, paid later by invoice',
    cancellation: {
      orderNumber: 'ORD00140',
      cancelledAt: at(0),
      updateInventory: true,
      reason: 'Ordered twice',
      order: {
        orderNumber: 'ORD00140',
        placedAt: at(1),
        currency: 'EUR',
        customer: { name: 'Sam Esempio' },
        lines: [{ orderLineId: '1', sku: 'CHAIR', title: 'Folding chair', quantity: 4, totalMinor: 15_600 }],
        shippingMinor: 1_250,
        paymentCostsMinor: 0,
        payments: [payment('klarna', 'kp-demo-140', 16_850, at(1))],
      },
    },
  },
  {
    shopId: 'demo',
    caseId: 'CN00044',
    shows: 'an article that Retail does not know',
    creditNote: {
      creditNoteId: 'CN00044',
      orderNumber: 'ORD00151',
      issuedAt: at(0),
      currency: 'EUR',
      updateInventory: true,
      lines: [
        { orderLineId: '1', quantity: 1 },
        { orderLineId: '2', quantity: 1 },
      ],
      order: {
        orderNumber: 'ORD00151',
        placedAt: at(3),
        currency: 'EUR',
        customer: { name: 'Noor Specimen' },
        lines: [
          { orderLineId: '1', sku: 'MUG', title: 'Mug', quantity: 1, totalMinor: 1_500 },
          { orderLineId: '2', sku: articleUnknownInRetail, title: 'Bookend, sample', quantity: 1, totalMinor: 2_200 },
        ],
        shippingMinor: 0,
        paymentCostsMinor: 0,
        payments: [payment('adyen', 'ADYENDEMO151', 3_700, at(3))],
      },
    },
  },
  {
    shopId: 'demo-observe',
    caseId: 'OBS-3',
    shows: "a refund that Lightspeed's own link writes into Retail, without updating the inventory",
    creditNote: {
      creditNoteId: 'OBS-3',
      orderNumber: 'OBS00012',
      issuedAt: at(1),
      currency: 'EUR',
      updateInventory: false,
      lines: [{ orderLineId: '1', quantity: 1 }],
      order: {
        orderNumber: 'OBS00012',
        placedAt: at(5),
        currency: 'EUR',
        customer: { name: 'Lou Modèle' },
        lines: [{ orderLineId: '1', sku: 'VASE', title: 'Glass vase', quantity: 1, totalMinor: 3_450 }],
        shippingMinor: 590,
        paymentCostsMinor: 0,
        payments: [payment('stripe', 'pi_demo_12', 4_040, at(5))],
      },
    },
  },
  {
    shopId: 'demo-app',
    caseId: 'APP-7',
    shows: "a refund that the provider's app makes by itself",
    creditNote: {
      creditNoteId: 'APP-7',
      orderNumber: 'APP00019',
      issuedAt: at(1),
      currency: 'EUR',
      updateInventory: true,
      lines: [{ orderLineId: '1', quantity: 2 }],
      order: {
        orderNumber: 'APP00019',
        placedAt: at(4),
        currency: 'EUR',
        customer: { name: 'Kim Sample' },
        lines: [{ orderLineId: '1', sku: 'NOTEBOOK', title: 'Notebook', quantity: 2, totalMinor: 2_400 }],
        shippingMinor: 0,
        paymentCostsMinor: 0,
        payments: [payment('mollie', 'tr_demo_19', 2_400, at(4))],
      },
    },
  },
];

const payment = (provider: string, providerPaymentId: string, amountMinor: number, paidAt: string) =>
  ({ kind: 'provider', provider, account: 'main', providerPaymentId, amountMinor, paidAt }) as const;
