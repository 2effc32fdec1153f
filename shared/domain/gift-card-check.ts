import { millisecondsOf, secondsAfter } from './instants.ts';
import type { CardPayment } from './retail-records.ts';

/** One gift card whose part of an order a cancellation gives back, to be seen in Retail. */
export type CardToRestore = Readonly<{
  orderNumber: string;
  /** What the card paid and gets back; positive. */
  amountMinor: number;
  /** When eCom said that the order was cancelled. */
  cancelledAt: string;
}>;

/** A payment of Retail by gift card, with the reference of its sale: the order's number, where the writer kept it. */
export type SeenCardPayment = CardPayment & Readonly<{ referenceNumber: string }>;

// Looks after the case was opened. Retail is asked often at first and seldom later; after the last a person alone decides.
const lookAfterSeconds = [0, 300, 900, 3_600, 86_400, 604_800] as const;
const askAfterSeconds = 3_600;
// eCom says when an order changed last, and its clock is not Retail's: a payment may look a little earlier.
const earlierSeconds = 3_600;

/** By when Retail should show it: from then on a person is asked to check. */
export const cardDeadline = (openedAt: string): string => secondsAfter(openedAt, askAfterSeconds);

/** When it is looked at next; `undefined` when it was looked at for the last time. */
export function nextCardLook(openedAt: string, now: string): string | undefined {
  const looks = lookAfterSeconds.map((seconds) => secondsAfter(openedAt, seconds));
  return looks.find((at) => at > now);
}

/** From when on a payment can be the one that gives a card its part back. */
export const earliestCardPayment = (cancelledAt: string): string => secondsAfter(cancelledAt, -earlierSeconds);

/**
 * The payment that gave a card its part back: the amount exactly and after the cancellation. One whose sale names the order
 * goes before; without a name it is one only where there are as many payments as cards that wait for that amount.
 * `undefined` while none can be told.
 */
export function restorationOf(
  card: CardToRestore,
  waiting: readonly CardToRestore[],
  payments: readonly SeenCardPayment[],
): SeenCardPayment | undefined {
  const fitting = payments.filter((payment) => fits(card, payment));
  const named = fitting.find(({ referenceNumber }) => referenceNumber === card.orderNumber);
  if (named !== undefined) return named;
  const rivals = waiting.filter(({ amountMinor }) => amountMinor === card.amountMinor);
  const isNamed = ({ orderNumber, amountMinor }: CardToRestore): boolean =>
    payments.some((payment) => payment.referenceNumber === orderNumber && payment.amountMinor === -amountMinor);
  // A payment whose sale names anything else is about that.
  const unnamed = fitting.filter(({ referenceNumber }) => referenceNumber === '');
  return unnamed.length >= rivals.filter((rival) => !isNamed(rival)).length ? unnamed[0] : undefined;
}

const fits = ({ amountMinor, cancelledAt }: CardToRestore, payment: SeenCardPayment): boolean =>
  payment.amountMinor === -amountMinor &&
  millisecondsOf(payment.createdAt) >= millisecondsOf(earliestCardPayment(cancelledAt));
