const providers = [
  'paypal',
  'stripe',
  'mollie',
  'adyen',
  'klarna',
  'buckaroo',
  'multisafepay',
  'worldline',
  'braintree',
  'square',
] as const;

/**
 * The provider that a payment method names (`PayPal`, `Mollie iDEAL`), or `undefined`: a method like Bancontact is offered
 * by many, and no provider is better than a wrong one.
 */
export function providerOfMethod(method: string): string | undefined {
  const plain = method.toLowerCase().replace(/[^a-z0-9]/g, '');
  const named = providers.filter((provider) => plain.includes(provider));
  return named.length === 1 ? named[0] : undefined;
}
