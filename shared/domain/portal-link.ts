/**
 * The page of a payment in its provider's portal, where the payment id is enough to address it. The addresses are
 * taken from plug-ins' code and were not opened (facts payment-providers §1e-§5e: marked [I]), hence this one table.
 * Klarna's also needs the merchant id, which no fact gives us yet.
 */
const portalPages: Readonly<Record<string, (paymentId: string) => string>> = {
  paypal: (id) => `https://www.paypal.com/activity/payment/${id}`,
  stripe: (id) => `https://dashboard.stripe.com/payments/${id}`,
  mollie: (id) => `https://my.mollie.com/dashboard/payments/${id}`,
  adyen: (id) => `https://ca-live.adyen.com/ca/ca/accounts/showTx.shtml?pspReference=${id}&txType=Payment`,
  buckaroo: (id) => `https://plaza.buckaroo.nl/Transaction/Transactions/Details?transactionKey=${id}`,
  pay: (id) => `https://my.pay.nl/transactions/info/${id}`,
};

/**
 * The address of a payment in its provider's portal, or `undefined` where it cannot be told. A shop may have its portal
 * elsewhere (`portalUrl`): below that every payment has a page, and without a payment there is its search.
 */
export function portalLinkOf(
  provider: string | undefined,
  providerPaymentId: string | undefined,
  portalUrl?: string,
): string | undefined {
  if (portalUrl !== undefined) {
    return providerPaymentId === undefined
      ? portalUrl
      : `${portalUrl}/payments/${encodeURIComponent(providerPaymentId)}`;
  }
  if (provider === undefined || providerPaymentId === undefined || !Object.hasOwn(portalPages, provider))
    return undefined;
  return portalPages[provider]?.(encodeURIComponent(providerPaymentId));
}
