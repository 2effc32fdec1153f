import { describe, expect, it } from 'vitest';
import { decisionEndpoints } from '../../../functions/record-decision/decision-endpoints.ts';
import type { Caller } from '../../../shared/lambda/authenticate.ts';
import { ProblemError } from '../../../shared/lambda/problem.ts';
import { type Http, NoAnswerError } from '../../../shared/ports/http.ts';
import { questionsOf } from '../../../shared/providers/provider-questions.ts';
import { decisionWorld } from '../../support/decision-world.ts';
import { aShop } from '../../support/orders.ts';
import { aProviderPayment } from '../../support/provider-world.ts';

const anna: Caller = { subject: 'anna', role: 'operator', seesAllShops: false, maySeeShop: (id) => id === 'demo' };
const path = { shopId: 'demo', taskId: 'CN-1~1' };
const task = 'POST /shops/{shopId}/refund-tasks/{taskId}';
const stripeAccount = { provider: 'stripe', account: 'main', exclusive: false };

const keys = { webhookKeys: [], webhookSecrets: [], credentials: { secretKey: 'sk' } };

/** The task's payment is `ch_1` at Stripe; `http` is Stripe. */
async function endpoints(http: Http) {
  const method = { ecomPaymentId: 'stripe', provider: 'stripe', account: 'main', refundMode: 'portal' } as const;
  const changes = { providers: [stripeAccount], paymentMethods: [method] };
  const payment = { provider: 'stripe', account: 'main', providerPaymentId: 'ch_1' };
  const world = await decisionWorld(changes, payment);
  await world.say({ payments: [aProviderPayment({ provider: 'stripe', paymentId: 'ch_1' })] });
  await world.look('CN-1');
  const shop = aShop(changes);
  const call = decisionEndpoints({
    table: world.table,
    clock: world.clock,
    settings: { shop: async () => shop, shops: async () => [shop] },
    secrets: { ofShop: async () => ({ providers: [{ ...stripeAccount, ...keys }] }) },
    questionsOf,
    httpTo: () => http,
  });
  const post = async (route: string, body?: unknown, headers?: Record<string, string>) => {
    const endpoint = call[route];
    if (endpoint === undefined) throw new Error('There is no such route.');
    return endpoint({ path, query: {}, body, caller: anna, headers });
  };
  return { ...world, post };
}

const silent: Http = {
  send: async () => {
    throw new NoAnswerError('Nobody is there.');
  },
};

describe('taking a refund', () => {
  it('says what its provider says of the payment right now', async () => {
    const charge = {
      id: 'ch_1',
      object: 'charge',
      captured: true,
      payment_intent: null,
      amount: 2500,
      amount_captured: 2500,
      amount_refunded: 1500,
      currency: 'eur',
      created: 1_793_600_000,
    };
    const { post } = await endpoints({
      send: async ({ url }) => {
        const answer = url.includes('/v1/refunds') ? { data: [], has_more: false } : charge;
        return { status: 200, headers: {}, body: JSON.stringify(answer) };
      },
    });
    const answer = await post(`${task}/take`);
    expect(answer).toMatchObject({
      status: 200,
      body: { taken: { by: 'anna' }, payment: { kind: 'answered', refundedMinor: 1500, refundableMinor: 1000 } },
    });
  });

  it('is not hindered by a provider that is silent: it says so', async () => {
    const { post } = await endpoints(silent);
    expect(await post(`${task}/take`)).toMatchObject({
      status: 200,
      body: { taken: { by: 'anna' }, payment: { kind: 'not_asked', reason: 'provider_unavailable' } },
    });
  });
});

describe('a decision over the API', () => {
  const report = { amountMinor: 1000, refundedOn: '2026-11-12' };

  it('says first which version it has seen, and is told which one there is', async () => {
    const { post, tag } = await endpoints(silent);
    const problem = async (headers?: Record<string, string>) =>
      post(`${task}/report`, report, headers).then(
        () => undefined,
        (error: unknown) => (error instanceof ProblemError ? [error.status, error.code, error.details] : error),
      );
    expect(await problem()).toEqual([428, 'if_match_required', {}]);
    expect(await problem({ 'if-match': '"of-yesterday"' })).toEqual([412, 'seen_version_stale', { etag: await tag() }]);
    const answer = await post(`${task}/report`, report, { 'if-match': `"${await tag()}"` });
    expect(answer).toMatchObject({ status: 200, body: { state: { name: 'reported' } } });
    expect(answer.headers?.etag).toBe(`"${await tag()}"`);
  });

  it('is refused with every place that is wrong', async () => {
    const { post } = await endpoints(silent);
    await expect(post(`${task}/report`, { amountMinor: 0, refundedOn: 'yesterday' })).rejects.toMatchObject({
      status: 400,
      details: { issues: [{ path: 'body.amountMinor' }, { path: 'body.refundedOn' }] },
    });
  });
});
