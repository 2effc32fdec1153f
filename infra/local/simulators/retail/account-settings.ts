/** A till of a shop. */
export type RegisterSettings = Readonly<{ registerId: string; name: string }>;

/** A shop of the account, with its tills. */
export type RetailShopSettings = Readonly<{ shopId: string; name: string; registers: readonly RegisterSettings[] }>;

/** A way to pay. `type` is one of Retail's reserved kinds, or `other`. */
export type PaymentTypeSettings = Readonly<{ paymentTypeId: string; name: string; type: string }>;

/** A program that the owner of the account let in. Its writes count as those of the employee who did so. */
export type GrantSettings = Readonly<{
  clientId: string;
  clientName: string;
  clientSecret?: string;
  employeeId: string;
  /** A token that does not expire: for programs that are given one by hand. */
  accessToken?: string;
  /** The first refresh token. */
  refreshToken?: string;
  /** Without it everything is allowed. */
  scopes?: readonly string[];
}>;

/** One Retail account. */
export type RetailAccountSettings = Readonly<{
  accountId: string;
  /** What the subscription pays for; sets the size of the bucket and its drip. */
  paidRegisters: number;
  /** Whether prices contain the tax. */
  isTaxInclusive: boolean;
  /** As decimals: 0.21 is 21 %. */
  tax1Rate: string;
  tax2Rate: string;
  shops: readonly RetailShopSettings[];
  paymentTypes: readonly PaymentTypeSettings[];
  grants: readonly GrantSettings[];
}>;

/** An account as most are: one shop with one till and one for the web, prices with tax, the reserved ways to pay. */
export function usualAccount(
  settings: Partial<RetailAccountSettings> & Pick<RetailAccountSettings, 'accountId' | 'grants'>,
): RetailAccountSettings {
  return {
    paidRegisters: 1,
    isTaxInclusive: true,
    tax1Rate: '0.21',
    tax2Rate: '0',
    shops: [
      {
        shopId: '1',
        name: 'Main shop',
        registers: [
          { registerId: '1', name: 'Till' },
          { registerId: '2', name: 'eCom' },
        ],
      },
    ],
    // The reference gives two different ids for cash: ids are not to be relied on.
    paymentTypes: [
      { paymentTypeId: '2', name: 'Cash', type: 'cash' },
      { paymentTypeId: '3', name: 'Credit Card', type: 'credit card' },
      { paymentTypeId: '4', name: 'Credit Account', type: 'credit account' },
      { paymentTypeId: '5', name: 'Gift Card', type: 'gift card' },
      { paymentTypeId: '9', name: 'eCom', type: 'ecom' },
      { paymentTypeId: '10', name: 'Adjustment', type: 'adjustment' },
    ],
    ...settings,
  };
}
