import { describe, expect, it } from 'vitest';
import { askWhenDue } from '../../../functions/reconcile-task/ask-when-due.ts';
import { taskOf } from '../../../shared/domain/ids.ts';
import type { Http, HttpResponse } from '../../../shared/ports/http.ts';
import { questionsOf } from '../../../shared/providers/provider-questions.ts';
import { aShop, id } from '../../support/orders.ts';
import { aProviderRefund, providerWorld } from '../../support/provider-world.ts';

const caseId = id.refundCase('CN-1');
const hour = 3_600_000;
const account = { provider: 'mollie', account: 'main', exclusive: false } as const;
const paid = {
  kind: 'provider',
  provider: 'mollie',
  account: 'main',
  providerPaymentId: 'tr_1',
  amountMinor: 2500,
  paidAt: '2026-11-02T15:00:00.000Z',
};
const method = { ecomPaymentId: 'mollie', provider: 'mollie', account: 'main', refundMode: 'portal' } as const;

/** A task whose payment is at Mollie, which answers as `answer` says. */
async function world(answer: () => HttpResponse) {
  const changes = { providers: [account], paymentMethods: [method] };
  const providers = providerWorld(changes);
  await providers.credit({}, { payments: [paid] });
  const { table, clock, shopId } = providers;
  const shop = aShop(changes);
  const asked: string[] = [];
  const counted: string[] = [];
  const http: Http = {
    async send({ url }) {
      asked.push(url);
      return answer();
    },
  };
  const dependencies = {
    table,
    clock,
    settings: { shop: async () => shop, shops: async () => [shop] },
    secrets: {
      ofShop: async () => ({
        providers: [{ ...account, webhookKeys: [], webhookSecrets: [], credentials: { apiKey: 'live' } }],
      }),
    },
    questionsOf,
    httpTo: () => http,
    count: (name: string) => counted.push(name),
  };
  /** The look at the task: its provider is asked first if that is due, then it is matched. */
  async function look() {
    await askWhenDue(dependencies, { kind: 'reconcile_task', shopId, caseId, paymentNumber: 1 });
    await providers.look('CN-1');
  }
  return { ...providers, look, asked, counted };
}

const payment = (status: string): HttpResponse => ({
  status: 200,
  headers: {},
  body: JSON.stringify({
    resource: 'payment',
    id: 'tr_1',
    mode: 'live',
    status: 'paid',
    amount: { currency: 'EUR', value: '25.00' },
    paidAt: '2026-11-02T15:00:00+00:00',
    description: 'Order ORD00123',
    _embedded: {
      refunds: [
        {
          id: 're_1',
          mode: 'live',
          status,
          amount: { currency: 'EUR', value: '10.00' },
          paymentId: 'tr_1',
          createdAt: '2026-11-12T10:00:00+00:00',
        },
      ],
    },
  }),
});

describe('a look at an open task', () => {
  it('failure mode 5: sees the last step of a refund of which no event tells', async () => {
    let status = 'pending';
    const { look, task, clock, say } = await world(() => payment(status));
    await say({
      refunds: [aProviderRefund({ provider: 'mollie', refundId: 're_1', paymentId: 'tr_1', status: 'pending' })],
    });
    expect((await task()).state).toEqual({ name: 'pending_at_provider' });
    clock.advance(2 * hour);
    await look();
    expect((await task()).state).toEqual({ name: 'pending_at_provider' });
    status = 'refunded';
    clock.advance(2 * hour);
    await look();
    expect((await task()).state).toEqual({ name: 'matched' });
  });

  it('asks nothing within the first hour, nor of a task that is over', async () => {
    const { look, asked, clock, task } = await world(() => payment('refunded'));
    await look();
    expect(asked).toEqual([]);
    clock.advance(hour);
    await look();
    expect(asked).toHaveLength(1);
    expect((await task()).facts.taskId).toBe(taskOf(caseId, 1));
    clock.advance(hour);
    await look();
    expect(asked).toHaveLength(1);
  });

  it('goes on without a provider that does not answer, and counts one that refuses its key', async () => {
    let status = 503;
    const { look, task, counted, clock } = await world(() => ({ status, headers: {}, body: '{}' }));
    clock.advance(2 * hour);
    await look();
    expect(counted).toEqual([]);
    status = 401;
    await look();
    expect(counted).toEqual(['ProviderQuestionsRefused']);
    expect((await task()).state).toEqual({ name: 'awaiting_refund' });
  });
});
