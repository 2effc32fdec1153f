import type { Http } from '../../shared/ports/http.ts';
import { webhookReaderOf } from '../../shared/providers/provider-webhooks.ts';
import type { WebhookContext, WebhookReading } from '../../shared/providers/provider-words.ts';

const noHttp: Http = {
  send: async () => {
    throw new Error('Nothing is asked here.');
  },
};

/** What a webhook of the account `main` is read with, on 20 November 2026, with the key `secret`. */
export const webhookContext = (changes: Partial<WebhookContext> = {}): WebhookContext => ({
  account: 'main',
  webhookSecrets: ['secret'],
  now: '2026-11-20T09:15:00.000Z',
  http: noHttp,
  trustedRoots: () => [],
  ...changes,
});

/** Reads a webhook as its provider's reader does. */
export async function readWebhook(
  provider: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  context: WebhookContext = webhookContext(),
): Promise<WebhookReading> {
  const reader = webhookReaderOf(provider);
  if (reader === undefined) throw new Error(`${provider} has no webhooks.`);
  return reader({ headers, rawBody: Buffer.from(body) }, context);
}
