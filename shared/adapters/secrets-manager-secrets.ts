import * as z from 'zod';
import { type Secrets, SecretsUnavailableError, type ShopSecrets } from '../ports/secrets.ts';
import { shopSecretsSchema } from './shop-secrets-schema.ts';
import { SignedCallError, signedJsonCall } from './signed-json-call.ts';

const keptMilliseconds = 60_000;

const answerSchema = z.object({ SecretString: z.string() });

/**
 * Secrets of the shops, one secret `<prefix><shopId>` each, its value the shop's JSON. What was read is kept for 60
 * seconds, so that a key that was changed is used within a minute; what cannot be read is asked for again the next time.
 * `nowMilliseconds` is there for tests.
 */
export function secretsManagerSecrets(
  variables: Readonly<Record<string, string | undefined>>,
  prefix: string,
  nowMilliseconds: () => number = Date.now,
): Secrets {
  const call = signedJsonCall(variables, {
    signingName: 'secretsmanager',
    endpointName: 'SECRETS_MANAGER',
    title: 'Secrets Manager',
  });
  const kept = new Map<string, Readonly<{ readAt: number; secrets: Promise<ShopSecrets> }>>();

  async function read(shopId: string): Promise<ShopSecrets> {
    const question = { SecretId: `${prefix}${shopId}` };
    const answer = await call('secretsmanager.GetSecretValue', question).catch((error: unknown) => {
      if (error instanceof SignedCallError) throw new SecretsUnavailableError(error.message, { cause: error });
      throw error;
    });
    const parsed = answerSchema.safeParse(answer);
    if (!parsed.success) throw new SecretsUnavailableError('Secrets Manager gave an answer of another form.');
    return secretsIn(shopId, parsed.data.SecretString);
  }

  return {
    ofShop(shopId) {
      const known = kept.get(shopId);
      const now = nowMilliseconds();
      if (known && now - known.readAt < keptMilliseconds) return known.secrets;
      const secrets = read(shopId);
      kept.set(shopId, { readAt: now, secrets });
      secrets.catch(() => kept.delete(shopId));
      return secrets;
    },
  };
}

function secretsIn(shopId: string, text: string): ShopSecrets {
  const parsed = shopSecretsSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path, code }) => `${path.join('.') || 'the whole value'} (${code})`);
  throw new SecretsUnavailableError(`The secrets of shop ${shopId} are not valid: ${fields.join(', ')}.`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON: the schema then refuses the whole value, and the text itself, which is secret, is not repeated.
    return undefined;
  }
}
