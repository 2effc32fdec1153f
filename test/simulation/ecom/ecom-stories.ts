import type { CaseAnswer } from '../../../shared/domain/case-answer.ts';
import type { ShopSettings } from '../../../shared/domain/shop-settings.ts';
import { lampAndRug } from '../../support/simulated-ecom.ts';

/** Where people of the shop work. `notes` are the credit notes that they made, by eCom's own id, in turn. */
export type Office = Readonly<{
  press: (action: string, body: Readonly<Record<string, unknown>>) => void;
  notes: readonly number[];
}>;

/** One thing that somebody does in eCom. */
export type Step = (office: Office) => void;

/** What people do in eCom, and what is asked of Avoir meanwhile. */
export type EcomStory = Readonly<{
  name: string;
  shop?: Partial<ShopSettings>;
  /** Days before Avoir looks at the shop for the first time. */
  before?: readonly Step[];
  /** One after the other, while Avoir watches. */
  steps: readonly Step[];
  /** So many readings of the first order are answered 404 at first. */
  hiddenReads?: number;
  /** History is asked for before this step, and once more in the end. */
  historyBeforeStep?: number;
  /** What a person answers to whatever waits in the end. */
  answer?: CaseAnswer;
  /** What can be told of a story from its end alone: each case, or, where the order of events cannot be read off eCom, only the order. */
  comparedBy: 'case' | 'order';
}>;

const order = 'ORD00001';
const place =
  (changes: Readonly<Record<string, unknown>> = {}): Step =>
  ({ press }) =>
    press('place-order', { ...lampAndRug, ...changes });
const credit =
  (asked: Readonly<Record<string, unknown>>): Step =>
  ({ press }) =>
    press('credit', { order, ...asked });
const oneLamp = credit({ lines: [{ line: 1, quantity: 1 }] });
const otherLamp = credit({ lines: [{ line: 1, quantity: 1 }], updateStock: false });
const rugAndShipping = credit({ lines: [{ line: 2, quantity: 1 }], shipping: true });
const everything = credit({
  lines: [
    { line: 1, quantity: 2 },
    { line: 2, quantity: 1 },
  ],
  shipping: true,
});
const cancel: Step = ({ press }) => press('cancel', { order });
const copy: Step = ({ press }) => press('copy', { order, shippingIncl: 1 });
const setNote =
  (status: 'paid' | 'not_paid'): Step =>
  ({ press, notes }) =>
    press('set-invoice', { invoice: notes[0], status });
const deleteNote: Step = ({ press, notes }) => press('delete-invoice', { invoice: notes[0] });
const inOldOrder = (lines: readonly object[]): Step => credit({ order: 'ORD00002', lines });

const byCase = { comparedBy: 'case' } as const;
const giftCardPaid = { giftCards: [{ code: 'CARD-1', amount: 143.49 }], paymentId: 'giftcard' } as const;

/** A credit note on a new order, and nothing else. */
export const oneNote: EcomStory = { ...byCase, name: 'eCom: a credit note', steps: [place(), oneLamp] };

/** A credit note that the provider's app may refund a second time, for it was paid and is not paid again. */
export const setBackNote: EcomStory = {
  ...byCase,
  name: 'eCom: a credit note set paid and not paid',
  shop: { paymentMethods: [{ ecomPaymentId: 'paypal', provider: 'paypal', account: 'main', refundMode: 'app' }] },
  steps: [place(), oneLamp, rugAndShipping, setNote('paid'), setNote('not_paid')],
};

/** What is done in eCom and seen by Avoir. */
export const ecomStories: readonly EcomStory[] = [
  oneNote,
  { ...oneNote, name: 'eCom: a credit note whose order does not show at first', hiddenReads: 5 },
  { ...byCase, name: 'eCom: parts, one after the other', steps: [place(), oneLamp, otherLamp, rugAndShipping] },
  { ...byCase, name: 'eCom: a credit note, then the cancellation', steps: [place(), oneLamp, cancel] },
  { name: 'eCom: the cancellation, then a credit note', comparedBy: 'order', steps: [place(), cancel, oneLamp] },
  { ...byCase, name: 'eCom: everything credited, then the cancellation', steps: [place(), everything, cancel] },
  { ...byCase, name: 'eCom: a copy', steps: [place(), copy, cancel], answer: 'copy' },
  { ...byCase, name: 'eCom: no copy', steps: [place(), copy, cancel], answer: 'real_cancellation' },
  { ...byCase, name: 'eCom: a gift card, cancelled', steps: [place(giftCardPaid), oneLamp, cancel] },
  { ...byCase, name: 'eCom: watch mode', shop: { watchMode: true }, steps: [place(), oneLamp, cancel] },
  setBackNote,
  { ...byCase, name: 'eCom: a credit note deleted and made again', steps: [place(), oneLamp, deleteNote, everything] },
  {
    ...byCase,
    name: 'eCom: history beside what happens',
    before: [place(), place(), inOldOrder([{ line: 1, quantity: 1 }])],
    steps: [oneLamp, rugAndShipping],
    historyBeforeStep: 1,
  },
  {
    ...byCase,
    name: 'eCom: history of the order that is credited',
    before: [place(), oneLamp],
    steps: [otherLamp, setNote('paid'), rugAndShipping],
    historyBeforeStep: 0,
  },
];
