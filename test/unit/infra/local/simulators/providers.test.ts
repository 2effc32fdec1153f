import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { httpOfSimulator } from '../../../../../infra/local/simulators/http-of-simulator.ts';
import { simulateProviders } from '../../../../../infra/local/simulators/providers/provider-simulator.ts';
import type { SimulatedProvider } from '../../../../../infra/local/simulators/providers/provider-state.ts';
import { ProviderRefusedError } from '../../../../../shared/providers/provider-errors.ts';
import { questionsOf } from '../../../../../shared/providers/provider-questions.ts';
import { webhookReaderOf } from '../../../../../shared/providers/provider-webhooks.ts';
import { readWebhook, webhookContext } from '../../../../support/provider-webhooks.ts';
import { accountKeys, simulatedAccount } from '../../../../support/simulated-account.ts';

const paymentIds = { paypal: 'CAP1', stripe: 'pi_1', mollie: 'tr_1', adyen: 'PSP1', klarna: 'kp-1' };
const now = '2026-11-20T10:00:00.000Z';
const base = 'http://providers.test';

/** An account with a payment of 25.00 for ORD00123, paid on the 12th. */
function world(provider: SimulatedProvider) {
  const simulator = simulateProviders([simulatedAccount(provider)]);
  const http = httpOfSimulator(simulator, () => Date.parse(now));
  const own = `${base}/demo/${provider}/main`;
  const send = (path: string, body?: string, headers?: Readonly<Record<string, string>>) =>
    http.send({
      method: body === undefined ? 'GET' : 'POST',
      url: `${own}${path}`,
      body,
      headers,
      timeoutMilliseconds: 1,
    });
  const paymentId = paymentIds[provider];
  const pay = (changes: Readonly<Record<string, unknown>> = {}) =>
    send(
      '/_payments',
      JSON.stringify({
        paymentId,
        amountMinor: 2500,
        currency: 'EUR',
        paidAt: '2026-11-12T09:00:00.000Z',
        reference: 'ORD00123',
        customerName: 'Camille Exemple',
        ...changes,
      }),
    );
  const refund = (amount: string, note = '') =>
    send(`/_portal/payments/${paymentId}/refunds`, new URLSearchParams({ amount, note }).toString());
  const deliveries = async () => {
    const schema = z.object({
      deliveries: z.array(z.object({ path: z.string(), headers: z.record(z.string(), z.string()), body: z.string() })),
    });
    return schema.parse(JSON.parse((await send('/_deliveries', '')).body)).deliveries;
  };
  const asked = { connection: { account: 'main', baseUrl: own }, credentials: accountKeys[provider], http, now };
  return { send, pay, refund, deliveries, asked, paymentId };
}

describe('what a simulated provider tells by webhook', () => {
  it.each(['stripe', 'adyen'] as const)('%s: is read and proven as the real one’s would be', async (provider) => {
    const { pay, refund, deliveries } = world(provider);
    await pay();
    await refund('10.00', 'CN-1');
    const read = webhookReaderOf(provider);
    const calls = await deliveries();
    expect(calls.map(({ path }) => path)).toEqual(Array(2).fill(`/webhooks/providers/${provider}/demo/key`));
    const readings = await Promise.all(
      calls.map(({ headers, body }) =>
        read?.(
          { headers, rawBody: Buffer.from(body) },
          { account: 'main', webhookSecrets: ['A1B2'], now, http: noHttp, trustedRoots: () => [] },
        ),
      ),
    );
    expect(readings).toMatchObject([
      { kind: 'read', facts: { payments: [{ amountMinor: 2500, currency: 'EUR' }] } },
      { kind: 'read', facts: { refunds: [{ kind: 'refund', amountMinor: 1000, status: 'done' }] } },
    ]);
  });

  it('comes twice, the newest first, or never, as it was told', async () => {
    const { pay, refund, deliveries, send } = world('mollie');
    const modes = ['duplicated', 'lost', 'normal'];
    await pay();
    await deliveries();
    const seen: number[] = [];
    for (const mode of modes) {
      await send('/_delivery-mode', JSON.stringify({ mode }));
      await refund('1.00');
      seen.push((await deliveries()).length);
    }
    expect(seen).toEqual([2, 0, 1]);
  });
});

const noHttp = {
  send: async () => {
    throw new Error('Nobody is to be called.');
  },
};

describe('what a simulated provider answers', () => {
  it.each(['stripe', 'mollie', 'paypal', 'klarna'] as const)(
    '%s: the payment with what was given back of it, in the form that its adapter reads',
    async (provider) => {
      const { pay, refund, asked, paymentId } = world(provider);
      await pay();
      await refund('10,00');
      await refund('2.50');
      const facts = await questionsOf(provider)?.ask({ paymentId }, asked);
      expect(facts?.payments).toMatchObject([{ paymentId, amountMinor: 2500, currency: 'EUR' }]);
      expect(facts?.payments[0]?.references.join(' ')).toContain('ORD00123');
      expect(facts?.refunds.map(({ amountMinor, status }) => `${amountMinor} ${status}`).toSorted()).toEqual([
        '1000 done',
        '250 done',
      ]);
      expect(facts?.refunds.every((each) => each.paymentId === paymentId)).toBe(true);
    },
  );

  it.each(['stripe', 'paypal'] as const)(
    '%s: the payments of a day, each with the order that it names',
    async (provider) => {
      const { pay, asked, paymentId } = world(provider);
      await pay();
      await pay({ paymentId: `${paymentId}9`, paidAt: '2026-11-18T09:00:00.000Z' });
      const day = { from: '2026-11-11T21:00:00.000Z', to: '2026-11-13T21:00:00.000Z' };
      const facts = await questionsOf(provider)?.paymentsOf?.(day, asked);
      expect(facts?.payments.map((payment) => payment.paymentId)).toEqual([paymentId]);
    },
  );

  it.each(['stripe', 'mollie', 'paypal', 'klarna'] as const)('%s: nothing to a wrong key', async (provider) => {
    const { pay, asked, paymentId } = world(provider);
    await pay();
    const wrong = { secretKey: 'x', apiKey: 'x', clientId: 'x', clientSecret: 'x', username: 'x', password: 'x' };
    await expect(questionsOf(provider)?.ask({ paymentId }, { ...asked, credentials: wrong })).rejects.toThrow(
      ProviderRefusedError,
    );
  });
});

describe('what goes wrong at a simulated Stripe', () => {
  const tell = async (happen: (send: ReturnType<typeof world>['send']) => Promise<unknown>) => {
    const { pay, refund, send, deliveries, asked } = world('stripe');
    await pay();
    await refund('10.00');
    await deliveries();
    await happen(send);
    const context = webhookContext({ ...asked, webhookSecrets: ['A1B2'] });
    const [call] = await deliveries();
    const told = await readWebhook('stripe', call?.body ?? '', call?.headers ?? {}, context);
    return { told, send, refund };
  };

  it('tells of a refund that fails, and the payment carries its amount again', async () => {
    const { told, refund } = await tell((send) =>
      send('/_refund-failures', JSON.stringify({ refundId: 're_sim000000000000000001' })),
    );
    expect(told).toMatchObject({ facts: { refunds: [{ kind: 'refund', amountMinor: 1000, status: 'failed' }] } });
    expect((await refund('25.00')).status).toBe(303);
  });

  it.each([
    ['needs_response', 'pending'],
    ['won', 'canceled'],
    ['lost', 'done'],
  ])('tells of a dispute: %s', async (status, read) => {
    const { told } = await tell((send) => send('/_disputes', JSON.stringify({ paymentId: 'pi_1', status })));
    expect(told).toMatchObject({ facts: { refunds: [{ kind: 'chargeback', amountMinor: 2500, status: read }] } });
  });

  it('knows no refund or payment that was never made, and no other provider has these doors', async () => {
    const { send } = world('stripe');
    expect((await send('/_refund-failures', JSON.stringify({ refundId: 're_1' }))).status).toBe(422);
    expect((await send('/_disputes', JSON.stringify({ paymentId: 'pi_2', status: 'won' }))).status).toBe(422);
    expect((await world('mollie').send('/_disputes', '{}')).status).toBe(404);
  });
});

describe('the portal of a simulated provider', () => {
  it('finds a payment by its value, by a name and by its day, and shows names as text', async () => {
    const { pay, send } = world('adyen');
    await pay({ customerName: '<script>alert(1)</script>' });
    const bodyOf = async (query: string) => (await send(`/_portal/?${query}`)).body;
    for (const query of ['value=25,00', 'name=ord00123', 'date=2026-11-12'])
      expect(await bodyOf(query), query).toContain('ORD00123');
    for (const query of ['value=24.99', 'name=nobody', 'date=2026-11-13'])
      expect(await bodyOf(query), query).not.toContain('ORD00123');
    expect(await bodyOf('')).not.toContain('<script>');
  });

  it('speaks French to whoever reads French', async () => {
    const { pay, send } = world('adyen');
    await pay();
    const page = await send('/_portal/payments/PSP1', undefined, { 'accept-language': 'fr-CA,fr;q=0.9' });
    expect(page.body).toContain('Montant à rembourser');
  });

  it('gives back no more than the payment carries', async () => {
    const { pay, refund } = world('adyen');
    await pay();
    expect((await refund('20.00')).status).toBe(303);
    expect((await refund('5.01')).status).toBe(422);
    expect((await refund('5.00')).status).toBe(303);
    expect((await refund('0.01')).status).toBe(422);
  });
});
