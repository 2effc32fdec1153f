import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Http } from '../../../../shared/ports/http.ts';
import { webhookContext as context, readWebhook as read } from '../../../support/provider-webhooks.ts';

const vectorsPath = new URL(
  '../../../../../shared/data/provider-samples/synthetic/webhook-signature-vectors.json',
  import.meta.url,
);
if (!existsSync(vectorsPath)) console.warn('SKIPPED: the signed samples of providers are not on this machine.');

const vectorSchema = z.object({
  vectors: z.array(
    z.looseObject({
      provider: z.string(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.union([z.string(), z.looseObject({})]),
      secret: z.string().optional(),
      hmacKeyHex: z.string().optional(),
      webhookId: z.string().optional(),
      certPem: z.string().optional(),
    }),
  ),
});

function vectorOf(provider: string) {
  const { vectors } = vectorSchema.parse(JSON.parse(readFileSync(vectorsPath, 'utf8')));
  const vector = vectors.find((each) => each.provider === provider);
  if (vector === undefined) throw new Error(`There is no signed sample of ${provider}.`);
  return vector;
}

describe.runIf(existsSync(vectorsPath))('the signed samples', () => {
  it('of Stripe and Adyen are genuine, and test mode', async () => {
    const stripe = vectorOf('stripe');
    const at = context({ webhookSecrets: [stripe.secret ?? ''], now: new Date(1_795_000_000_000).toISOString() });
    expect(await read('stripe', String(stripe.body), stripe.headers ?? {}, at)).toEqual({
      kind: 'ignored',
      reason: 'test_mode',
    });
    const sample = vectorOf('adyen');
    const key = context({ webhookSecrets: [sample.hmacKeyHex ?? ''] });
    expect(await read('adyen', JSON.stringify(sample.body), {}, key)).toEqual({ kind: 'ignored', reason: 'test_mode' });
  });

  it('of Mollie is genuine, and carries its refund', async () => {
    const { body, headers, secret } = vectorOf('mollie-next-gen');
    expect(
      await read('mollie', String(body), headers ?? {}, context({ webhookSecrets: [secret ?? ''] })),
    ).toMatchObject({
      facts: { refunds: [{ refundId: 're_syn1', amountMinor: 2345 }] },
    });
  });

  it('of PAY. is genuine, and its partial refund says nothing that could be kept', async () => {
    const { body, headers = {}, apiToken } = vectorOf('pay.nl');
    const at = context({ webhookSecrets: [String(apiToken)] });
    expect(await read('pay', String(body), headers, at)).toEqual({ kind: 'ignored', reason: 'other_event' });
    expect(await read('pay', `${String(body)} `, headers, at)).toEqual({ kind: 'refused', reason: 'signature_wrong' });
  });

  it('of PayPal is genuine for whoever trusts the root of its certificate, and for nobody else', async () => {
    const { body, headers = {}, webhookId = '', certPem = '' } = vectorOf('paypal');
    const http: Http = { send: async () => ({ status: 200, headers: {}, body: certPem }) };
    const atPaypal = { ...headers, 'paypal-cert-url': 'https://api.paypal.com/v1/notifications/certs/CERT-1' };
    const given = { webhookSecrets: [webhookId], http, trustedRoots: () => [certPem] };
    // Its certificate was made three days after the webhook: genuine then, and too old.
    const trusting = context({ ...given, now: '2026-11-24T09:15:00.000Z' });
    expect(await read('paypal', String(body), atPaypal, trusting)).toEqual({ kind: 'refused', reason: 'too_old' });
    expect(await read('paypal', `${String(body)} `, atPaypal, trusting)).toEqual({
      kind: 'refused',
      reason: 'signature_wrong',
    });
    const elsewhere = { ...headers, 'paypal-cert-url': 'https://paypal.com.example/cert' };
    expect(await read('paypal', String(body), elsewhere, trusting)).toEqual({
      kind: 'refused',
      reason: 'signature_wrong',
    });
  });
});
