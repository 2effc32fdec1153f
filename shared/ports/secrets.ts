/** How Avoir signs in to a shop's Retail: with a token that stays, or with a pair that it renews itself. */
export type RetailSecrets =
  | Readonly<{ accessToken: string }>
  | Readonly<{ clientId: string; clientSecret: string; refreshToken: string; tokenUrl: string }>;

/** The keys of a shop's eCom. Any of `webhookKeys` opens the door for webhooks: the current one, and those before it. */
export type EcomSecrets = Readonly<{ apiKey: string; apiSecret: string; webhookKeys: readonly string[] }>;

/** The keys of one provider account. `credentials` are what its own client needs, by the provider's names. */
export type ProviderSecrets = Readonly<{
  provider: string;
  account: string;
  webhookKeys: readonly string[];
  webhookSecrets: readonly string[];
  credentials: Readonly<Record<string, string>>;
}>;

/** All that must not be seen of one shop's connections. Never logged, stored or put into an event. */
export type ShopSecrets = Readonly<{
  retail?: RetailSecrets | undefined;
  ecom?: EcomSecrets | undefined;
  providers: readonly ProviderSecrets[];
  /** What outgoing digests are signed with: the current secret first, then those that still count. */
  digestSecrets?: readonly string[] | undefined;
}>;

/** Secrets of the shops. A change is seen within a minute. Throws {@link SecretsUnavailableError} when they cannot be read or are not valid. */
export interface Secrets {
  ofShop(shopId: string): Promise<ShopSecrets>;
}

/** The secrets could not be read, or what was read is not valid; the message names the shop and the field, never a value. */
export class SecretsUnavailableError extends Error {
  override readonly name = 'SecretsUnavailableError';
}
