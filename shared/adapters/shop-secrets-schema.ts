import * as z from 'zod';
import type { ProviderSecrets, ShopSecrets } from '../ports/secrets.ts';

const secret = z.string().min(1);
// A key may be a list: the current one first, then those that are still accepted.
const keysOf = (key: z.ZodType<string>) => z.union([key.transform((one) => [one]), z.array(key).min(1)]);
const keys = keysOf(secret);

/** The members of each connection that hold secrets, as they are written in the settings of a shop (design §7). */
export const secretShapes = {
  retail: {
    accessToken: secret.optional(),
    clientId: secret.optional(),
    clientSecret: secret.optional(),
    refreshToken: secret.optional(),
    tokenUrl: z.url().optional(),
  },
  ecom: { apiKey: secret, apiSecret: secret, webhookKey: keys },
  provider: {
    webhookKey: keys.optional(),
    webhookSecret: keys.optional(),
    credentials: z.record(z.string(), secret).optional(),
  },
  digest: {
    webhookSecret: keysOf(
      z.string().regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, 'Not a secret (whsec_ and base64)'),
    ).optional(),
  },
};

// facts: ecom-and-retail §2.1.
const lightspeedTokenUrl = 'https://cloud.lightspeedapp.com/auth/oauth/token';

const retailSecrets = z.union(
  [
    z.object({ accessToken: secret }),
    z.object({
      clientId: secret,
      clientSecret: secret,
      refreshToken: secret,
      tokenUrl: z.url().default(lightspeedTokenUrl),
    }),
  ],
  'Needs accessToken, or clientId, clientSecret and refreshToken',
);

const providerSecrets = z
  .object({ provider: z.string(), account: z.string(), ...secretShapes.provider })
  .transform(({ provider, account, webhookKey = [], webhookSecret = [], credentials = {} }): ProviderSecrets => {
    return { provider, account, webhookKeys: webhookKey, webhookSecrets: webhookSecret, credentials };
  });

/** Parses the secrets out of a shop's JSON; all else in it is left out. */
export const shopSecretsSchema = z
  .object({
    retail: retailSecrets.optional(),
    ecom: z
      .object(secretShapes.ecom)
      .transform(({ webhookKey, ...api }) => ({ ...api, webhookKeys: webhookKey }))
      .optional(),
    providers: z.array(providerSecrets).default([]),
    digest: z.object(secretShapes.digest).optional(),
  })
  .transform(({ digest, ...others }) => ({
    ...others,
    ...(digest?.webhookSecret && { digestSecrets: digest.webhookSecret }),
  })) satisfies z.ZodType<ShopSecrets>;
