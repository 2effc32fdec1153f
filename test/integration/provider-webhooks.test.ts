import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { type Machine, startMachine } from '../../infra/local/machine.ts';
import { aCreditNoteBody, aSnapshot } from '../support/requests.ts';

let machine: Machine;

beforeAll(async () => {
  machine = await startMachine({ port: 0 });
});
afterAll(async () => {
  await machine.stop();
});

const taskSchema = z.object({
  state: z.object({ name: z.string() }),
  restMinor: z.int(),
  matches: z.array(z.object({ state: z.string(), refund: z.object({ refundId: z.string() }) })),
});
const caseSchema = z.object({ tasks: z.array(taskSchema).min(1) });

async function api(path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(new URL(path, machine.url), {
    headers: { authorization: `Bearer ${machine.token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  return response.json();
}

function stripeRefund(changes: Readonly<Record<string, unknown>> = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const object = {
    object: 'refund',
    id: 're_1',
    amount: 1000,
    currency: 'eur',
    payment_intent: 'pi_1',
    created: now,
    status: 'succeeded',
  };
  return JSON.stringify({
    type: 'refund.created',
    created: now,
    livemode: true,
    data: { object: { ...object, ...changes } },
  });
}

async function post(body: string, { secret = 'simulated-stripe-secret', key = 'simulated-stripe-demo' } = {}) {
  const seconds = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  const response = await fetch(new URL(`/webhooks/providers/stripe/demo/${key}`, machine.url), {
    method: 'POST',
    headers: { 'stripe-signature': `t=${seconds},v1=${signature}`, 'content-type': 'application/json' },
    body,
  });
  return response.status;
}

describe('a webhook of a provider at the running system', () => {
  it('settles the task of its payment, and changes nothing when it comes again', async () => {
    const payment = {
      kind: 'provider',
      method: 'stripe',
      providerPaymentId: 'pi_1',
      amountMinor: 2500,
      paidAt: '2026-11-02T15:00:00.000Z',
    };
    const order = aSnapshot({ orderNumber: 'ORD00900', payments: [payment] });
    await api('/shops/demo/credit-notes', aCreditNoteBody({ creditNoteId: 'CN-900', orderNumber: 'ORD00900', order }));
    const body = stripeRefund();
    expect([await post(body), await post(body)]).toEqual([202, 202]);
    await vi.waitFor(
      async () => {
        const { tasks } = caseSchema.parse(await api('/shops/demo/cases/CN-900'));
        expect(tasks[0]).toEqual({
          state: { name: 'matched' },
          restMinor: 0,
          matches: [{ state: 'confirmed', refund: { refundId: 're_1' } }],
        });
      },
      { timeout: 30_000, interval: 200 },
    );
  });

  it('is refused when it is forged, and looks like nothing where the key is wrong', async () => {
    expect(await post(stripeRefund({ id: 're_2' }), { secret: 'another' })).toBe(401);
    expect(await post(stripeRefund({ id: 're_2' }), { key: 'another' })).toBe(404);
    expect(await post('{"type":"refund.created"}')).toBe(400);
  });
});
