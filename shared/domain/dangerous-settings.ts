import type { PaymentMethod, RefundMode, ShopSettings } from './shop-settings.ts';

/** A setting that would lose money or stock, by its place, with the sentence why it is refused. */
export type DangerousSetting = Readonly<{ path: readonly (string | number)[]; why: string }>;

// Their apps can refund by themselves as soon as a credit note appears (facts ecom-and-retail §3): whoever also refunds in
// the portal pays twice. Spelt as shops write them.
const providersWithRefundingApp: ReadonlySet<string> = new Set([
  'mollie',
  'multisafepay',
  'pay',
  'pay.',
  'paynl',
  'pay.nl',
]);

const lightspeedPayments = 'lightspeed_payments';
const nativeCountries: ReadonlySet<string> = new Set(['US', 'CA']);

/** Whether the provider's app can refund by itself when a credit note appears. */
export const mayRefundByItself = (provider: string): boolean => providersWithRefundingApp.has(provider.toLowerCase());

/** The way of refunding of a method that names none; `undefined` where a wrong guess would pay twice. */
export const defaultModeOf = (provider: string): RefundMode | undefined =>
  mayRefundByItself(provider) ? undefined : 'portal';

/** Why a method of such a provider must name its way of refunding. */
export const whyModeIsNeeded = (provider: string): string =>
  `The app of ${provider} can refund by itself when a credit note appears, and a person who also refunds in the portal pays twice. Say refundMode app if its refund switch is on, portal if it is off.`;

/** Every dangerous setting of a shop. None of them is let pass with a warning: what they cost is seen too late. */
export function dangersOf(shop: ShopSettings): readonly DangerousSetting[] {
  const dangers: DangerousSetting[] = [];
  if (shop.inventoryMode === 'apply' && shop.nativeLink === 'on') {
    const why =
      "With nativeLink on, Lightspeed's own link writes refunds to Retail; inventoryMode apply would bring the same stock back a second time. Use observe, or switch the link off.";
    dangers.push({ path: ['inventoryMode'], why });
  }
  for (const [index, method] of shop.paymentMethods.entries()) {
    const whys = [...dangersOfMethod(method, shop), ...contradictions(shop.paymentMethods, index)];
    dangers.push(...whys.map((why) => ({ path: ['paymentMethods', index, 'refundMode'], why })));
  }
  return dangers;
}

function dangersOfMethod(method: PaymentMethod, { country }: ShopSettings): readonly string[] {
  const { provider, refundMode, validFrom, validTo } = method;
  const isLightspeed = provider === lightspeedPayments;
  const isNativeCountry = nativeCountries.has(country);
  return [
    ...(refundMode === 'native' && !(isLightspeed && isNativeCountry)
      ? [
          `refundMode native means that eCom itself refunds, which it does for ${lightspeedPayments} in the US and Canada only; here nobody would refund. Use portal.`,
        ]
      : []),
    ...(isLightspeed && isNativeCountry && refundMode !== 'native'
      ? [
          'Lightspeed Payments in the US and Canada refunds from the credit note itself; a person who also refunds pays twice. Use refundMode native.',
        ]
      : []),
    ...(validFrom !== undefined && validTo !== undefined && validTo < validFrom
      ? ['validTo is before validFrom: the row never holds, and its payments would wait for a person.']
      : []),
  ];
}

/** Two rows for one method on one day that send the money different ways: which of them is right would be chance. */
function contradictions(methods: readonly PaymentMethod[], index: number): readonly string[] {
  const method = methods[index];
  if (method === undefined) return [];
  const earlier = methods.slice(0, index).some((other) => sharesDays(method, other) && isOtherRoute(method, other));
  return earlier
    ? [
        `The method ${method.ecomPaymentId} has two rows for the same days that refund in different ways. Give each its validFrom and validTo.`,
      ]
    : [];
}

const isOtherRoute = (a: PaymentMethod, b: PaymentMethod): boolean =>
  a.ecomPaymentId === b.ecomPaymentId &&
  a.provider === b.provider &&
  a.account === b.account &&
  a.refundMode !== b.refundMode;

const sharesDays = (a: PaymentMethod, b: PaymentMethod): boolean =>
  (a.validFrom ?? '') <= (b.validTo ?? '9999') && (b.validFrom ?? '') <= (a.validTo ?? '9999');
