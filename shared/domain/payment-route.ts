import type { Payment } from './order.ts';
import { portalClosesOn } from './portal-window.ts';
import type { PaymentMethod, RefundMode } from './shop-settings.ts';

/** Who gives a payment back, and where. `unknown` waits for a person, who is asked once. */
export type PaymentRoute = Readonly<{
  refundMode: RefundMode | 'unknown';
  provider?: string | undefined;
  account?: string | undefined;
}>;

/** How a person may say that a payment goes back: where nobody knew, `native` cannot be said, for eCom would have. */
export const saidRefundModes = ['portal', 'app', 'manual'] as const;

/** Who gives a payment back, as a person said; by bank transfer or in cash (`manual`) no provider is concerned. */
export type SaidRoute = Readonly<{
  refundMode: (typeof saidRefundModes)[number];
  provider?: string | undefined;
  account?: string | undefined;
}>;

/**
 * Whether a person may say so of a payment: where nobody knew who gives it back; and that it goes back by hand, where eCom
 * should have refunded it and its Refund switch was off, or where the portal does not refund it any more.
 */
export const maySayRoute = ({ refundMode }: PaymentRoute, said: SaidRoute): boolean =>
  refundMode === 'unknown' || (said.refundMode === 'manual' && (refundMode === 'native' || refundMode === 'portal'));

/**
 * A payment by the route that a person said, where they may; else it stays as it is. `paidOn` is a day of the shop.
 */
export function bySaidRoute<Routed extends PaymentRoute & Readonly<{ portalClosesOn?: string | undefined }>>(
  payment: Routed,
  said: SaidRoute | undefined,
  paidOn: string | undefined,
): Routed {
  if (said === undefined || !maySayRoute(payment, said)) return payment;
  const { refundMode, provider, account } = said;
  const closesOn = refundMode === 'portal' ? portalClosesOn(provider, paidOn) : undefined;
  return { ...payment, refundMode, provider, account, portalClosesOn: closesOn };
}

/** A payment as it is planned now, with the route that a person said of it, which a plan does not know. */
export const keepingRoute = <Routed extends PaymentRoute & Readonly<{ portalClosesOn?: string | undefined }>>(
  planned: Routed,
  known: Routed | undefined,
): Routed => {
  if (known === undefined) return planned;
  const { refundMode, provider, account, portalClosesOn: closesOn } = known;
  const isSaid = (planned.refundMode === 'native' || planned.refundMode === 'portal') && refundMode === 'manual';
  if (planned.refundMode !== 'unknown' && !isSaid) return planned;
  return { ...planned, refundMode, provider, account, portalClosesOn: closesOn };
};

/**
 * The route of a payment from the shop's map: by eCom's method where the order names one, else by provider and
 * account where all of the map's rows for them agree. There is no default: a wrong guess would have a person refund
 * what the provider's app refunds by itself. `paidOn` is a day of the shop.
 */
export function routeOf(
  payment: Payment,
  paymentMethods: readonly PaymentMethod[],
  paidOn: string | undefined,
): PaymentRoute {
  if (payment.kind === 'manual') return { refundMode: 'manual' };
  const valid = paymentMethods.filter((method) => isValidOn(method, paidOn));
  const named =
    payment.method === undefined ? [] : valid.filter(({ ecomPaymentId }) => ecomPaymentId === payment.method);
  const candidates = (named.length > 0 ? named : valid).filter(
    (method) =>
      (payment.provider === undefined ? named.length > 0 : method.provider === payment.provider) &&
      (payment.account === undefined || method.account === payment.account),
  );
  const [first, ...others] = candidates;
  const agreed = others.every((other) => first && sameRoute(first, other)) ? first : undefined;
  if (!agreed) return { refundMode: 'unknown', provider: payment.provider, account: payment.account };
  return { refundMode: agreed.refundMode, provider: agreed.provider, account: agreed.account };
}

const sameRoute = (a: PaymentMethod, b: PaymentMethod): boolean =>
  a.refundMode === b.refundMode && a.provider === b.provider && a.account === b.account;

// Days are ISO text, which sorts as dates do. A payment without a date fits only a row that holds at all times.
const isValidOn = ({ validFrom, validTo }: PaymentMethod, day: string | undefined): boolean =>
  day === undefined
    ? validFrom === undefined && validTo === undefined
    : (validFrom === undefined || validFrom <= day) && (validTo === undefined || day <= validTo);
