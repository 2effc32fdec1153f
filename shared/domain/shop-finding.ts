/** How something stands with a shop's connections: well, not well, badly (something does not work), or nobody could look. */
export const findingStates = ['good', 'warning', 'bad', 'unknown'] as const;
export type FindingState = (typeof findingStates)[number];

/** What was looked at. */
export const examinedThings = [
  'ecom_access',
  'ecom_permissions',
  'ecom_language',
  'ecom_currency',
  'ecom_clock',
  'ecom_limits',
  'ecom_webhooks',
  'payment_methods',
  'provider_access',
  'retail_access',
  'retail_native_link',
] as const;
export type ExaminedThing = (typeof examinedThings)[number];

/** One finding about a shop. `about` are ids and numbers to act on: never a key, never a customer. */
export type ShopFinding = Readonly<{
  thing: ExaminedThing;
  state: FindingState;
  says: string;
  about?: readonly string[];
}>;
