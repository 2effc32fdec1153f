/** How a payment is given back: by a person in the provider's portal, by the provider's app, by eCom itself, or by hand. */
export const refundModes = ['portal', 'app', 'native', 'manual'] as const;
export type RefundMode = (typeof refundModes)[number];

/** One row of the shop's map from eCom's payment methods to provider accounts. `validFrom` and `validTo` are days of the shop. */
export type PaymentMethod = Readonly<{
  ecomPaymentId: string;
  title?: string | undefined;
  validFrom?: string | undefined;
  validTo?: string | undefined;
  provider: string;
  account: string;
  refundMode: RefundMode;
}>;

/** Where a shop's eCom is reached. `language` is one that is active in the shop: it is a part of every address. */
export type EcomConnection = Readonly<{
  baseUrl: string;
  language: string;
  /** Whether a webhook with a wrong signature is only counted, or refused. */
  signature: 'monitor' | 'enforce';
}>;

/** Where a shop's Retail is reached, and as whom Avoir writes there: the register and the employee of a refund sale. */
export type RetailConnection = Readonly<{
  baseUrl: string;
  accountId: string;
  shopId: string;
  registerId: string;
  employeeId: string;
}>;

/** One account of a shop at a provider. An `exclusive` account has no payments but those of this shop. */
export type ProviderAccount = Readonly<{
  provider: string;
  account: string;
  exclusive: boolean;
  baseUrl?: string | undefined;
  /** Where people refund, if not in the provider's own portal: the address before `/payments/{paymentId}`. */
  portalUrl?: string | undefined;
  /** The zone of the days in the provider's reports, where it is not the shop's own. */
  timeZone?: string | undefined;
  dateOrder?: 'day_first' | 'month_first' | undefined;
  /** How long after a person's report the provider may take to show the refund. */
  expectWithinHours?: number | undefined;
}>;

/** What a check on the live shop found, and in words what was seen. */
export type LiveCheckAnswer = Readonly<{ answer: string; seen?: string | undefined }>;

/** When a shop is told in the morning what it has to do, in which language, and where else than by mail. */
export type DigestSettings = Readonly<{
  /** Time of the shop, `07:00`. */
  at: string;
  language: 'en' | 'fr';
  webhookUrl?: string | undefined;
}>;

/** What Avoir knows of one shop without any secret (design §7). */
export type ShopSettings = Readonly<{
  shopId: string;
  name: string;
  country: string;
  currency: string;
  timeZone: string;
  orderPrefix: string;
  inventoryMode: 'apply' | 'observe';
  nativeLink: 'on' | 'off';
  watchMode: boolean;
  /** Days from the credit note to the day on which its refund is due. */
  refundDays: number;
  /** How long a refund without a credit note may wait for one before it is called a difference. */
  noteGraceHours: number;
  /** Whether name, amount and day together may confirm a match without a person. */
  nameRule: boolean;
  /** Above it only ids confirm a match without a person. */
  autoConfirmLimitMinor?: number | undefined;
  giftCardMixed: 'providers_part' | 'always_cancel';
  /** SKUs under which the shop sells gift cards; what was sold so is never refunded. */
  giftCardSkus?: readonly string[] | undefined;
  /** The most that one credit note may add as goodwill or keep as a fee; without it the order's rest is the limit. */
  adjustmentLimitMinor?: number | undefined;
  /** Above it two people have to agree before money is written off or left as goodwill; without it one is enough. */
  writeOffLimitMinor?: number | undefined;
  /** Whether a credit note whose switch cannot be told brings stock back; yes unless the shop says no. */
  updateInventoryDefault?: boolean | undefined;
  paymentMethods: readonly PaymentMethod[];
  ecom?: EcomConnection | undefined;
  retail?: RetailConnection | undefined;
  providers: readonly ProviderAccount[];
  /** Without it nobody is told. */
  digest?: DigestSettings | undefined;
  /** What was found out on the live shop, by the name of the check (`avoir live-check`). */
  liveChecks?: Readonly<Record<string, LiveCheckAnswer>> | undefined;
}>;
