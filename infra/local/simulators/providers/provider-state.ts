/** The providers whose accounts a machine can stand in for. */
export const simulatedProviders = ['paypal', 'stripe', 'mollie', 'adyen', 'klarna'] as const;
export type SimulatedProvider = (typeof simulatedProviders)[number];

/** One account of a shop at a provider, as the provider itself knows it. */
export type ProviderAccountSettings = Readonly<{
  shopId: string;
  provider: SimulatedProvider;
  account: string;
  /** The merchant's name in the portal. */
  merchantName: string;
  currency: string;
  /** The last part of the address that its webhooks go to, and what they are signed with. */
  webhookKey: string | undefined;
  webhookSecret: string | undefined;
  /** What its API is asked with, by the provider's own names. */
  credentials: Readonly<Record<string, string>>;
}>;

/** A payment that came in. */
export type SimulatedPayment = {
  readonly paymentId: string;
  readonly amountMinor: number;
  readonly currency: string;
  /** Instant in UTC with milliseconds. */
  readonly paidAt: string;
  /** What the shop's checkout handed over: the order's number. */
  readonly reference: string;
  readonly customerName: string;
  readonly customerEmail: string | undefined;
  readonly refunds: SimulatedRefund[];
};

/** Money that went back. */
export type SimulatedRefund = Readonly<{
  refundId: string;
  amountMinor: number;
  createdAt: string;
  note: string;
  /** It did not arrive: the payment carries its amount again. */
  isFailed?: true;
}>;

/** A customer who says at the bank that a payment was wrong, and how that ended. */
export type SimulatedDispute = Readonly<{
  disputeId: string;
  paymentId: string;
  amountMinor: number;
  openedAt: string;
  status: DisputeStatus;
}>;
/** How a dispute can stand, in Stripe's words. */
export const disputeStatuses = ['needs_response', 'won', 'lost'] as const;
type DisputeStatus = (typeof disputeStatuses)[number];

/** A webhook call on its way. `path` follows the address of whoever listens. */
export type ProviderDelivery = Readonly<{ path: string; headers: Readonly<Record<string, string>>; body: string }>;

/** How a provider's webhooks reach their receiver. */
export const deliveryModes = ['normal', 'duplicated', 'lost', 'reordered'] as const;
export type DeliveryMode = (typeof deliveryModes)[number];

/** All that an account holds. */
export type ProviderAccountState = {
  readonly settings: ProviderAccountSettings;
  readonly payments: Map<string, SimulatedPayment>;
  readonly disputes: Map<string, SimulatedDispute>;
  deliveries: ProviderDelivery[];
  deliveryMode: DeliveryMode;
  refundCount: number;
};

/** The path of an account, below which its API and its portal are. */
export const accountPath = ({
  shopId,
  provider,
  account,
}: Readonly<{ shopId: string; provider: string; account: string }>): string => `/${shopId}/${provider}/${account}`;

/** How much of a payment went back. */
export const refundedMinorOf = ({ refunds }: SimulatedPayment): number =>
  refunds.reduce((sum, { amountMinor, isFailed }) => sum + (isFailed ? 0 : amountMinor), 0);

/** How much of a payment can still go back. */
export const refundableMinorOf = (payment: SimulatedPayment): number => payment.amountMinor - refundedMinorOf(payment);

/** Ids as each provider makes them; the same number gives the same id, so that a journal played again gives it again. */
const refundIdForms: Readonly<Record<SimulatedProvider, (number: number) => string>> = {
  paypal: (number) => `SIM${String(number).padStart(14, '0')}`,
  stripe: (number) => `re_sim${String(number).padStart(18, '0')}`,
  mollie: (number) => `re_sim${String(number).padStart(6, '0')}`,
  adyen: (number) => `SIM${String(number).padStart(13, '0')}`,
  klarna: (number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
};

/** Gives money back. Answers `undefined` when the payment does not carry so much any more. */
export function refund(
  state: ProviderAccountState,
  payment: SimulatedPayment,
  { amountMinor, note, now }: Readonly<{ amountMinor: number; note: string; now: string }>,
): SimulatedRefund | undefined {
  if (amountMinor <= 0 || amountMinor > refundableMinorOf(payment)) return undefined;
  state.refundCount += 1;
  const refundId = refundIdForms[state.settings.provider](state.refundCount);
  const made = { refundId, amountMinor, createdAt: now, note };
  payment.refunds.push(made);
  return made;
}

/** Lets a refund fail after it was made, as a closed bank account does; `undefined` where there is no such refund. */
export function failRefund(
  { payments }: ProviderAccountState,
  refundId: string,
): Readonly<{ payment: SimulatedPayment; refund: SimulatedRefund }> | undefined {
  for (const payment of payments.values()) {
    const index = payment.refunds.findIndex((made) => made.refundId === refundId);
    const made = payment.refunds[index];
    if (made === undefined) continue;
    const failed = { ...made, isFailed: true } as const;
    payment.refunds[index] = failed;
    return { payment, refund: failed };
  }
  return undefined;
}

/** Opens a dispute about a whole payment, or says how it ended; `undefined` where there is no such payment. */
export function dispute(
  { payments, disputes }: ProviderAccountState,
  { paymentId, status, now }: Readonly<{ paymentId: string; status: DisputeStatus; now: string }>,
): SimulatedDispute | undefined {
  const payment = payments.get(paymentId);
  if (payment === undefined) return undefined;
  const disputeId = `dp_${paymentId}`;
  const opened = { disputeId, paymentId, amountMinor: payment.amountMinor, openedAt: now };
  const next = { ...(disputes.get(disputeId) ?? opened), status };
  disputes.set(disputeId, next);
  return next;
}
