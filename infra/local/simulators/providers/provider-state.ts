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
}>;

/** A webhook call on its way. `path` follows the address of whoever listens. */
export type ProviderDelivery = Readonly<{ path: string; headers: Readonly<Record<string, string>>; body: string }>;

/** How a provider's webhooks reach their receiver. */
export const deliveryModes = ['normal', 'duplicated', 'lost', 'reordered'] as const;
export type DeliveryMode = (typeof deliveryModes)[number];

/** All that an account holds. */
export type ProviderAccountState = {
  readonly settings: ProviderAccountSettings;
  readonly payments: Map<string, SimulatedPayment>;
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
  refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

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
