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
  giftCardMixed: 'providers_part' | 'always_cancel';
  paymentMethods: readonly PaymentMethod[];
}>;
