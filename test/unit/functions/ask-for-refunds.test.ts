import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { chaseRefunds } from '../../../functions/chase-refunds/chase-refunds.ts';
import { reconcile } from '../../../functions/reconcile-task/reconcile.ts';
import { httpOfSimulator } from '../../../infra/local/simulators/http-of-simulator.ts';
import { simulateProviders } from '../../../infra/local/simulators/providers/provider-simulator.ts';
import { type Http, NoAnswerError } from '../../../shared/ports/http.ts';
import { questionsOf } from '../../../shared/providers/provider-questions.ts';
import { refundListOf } from '../../../shared/providers/refund-lists.ts';
import { readCoverage } from '../../../shared/stores/coverage-store.ts';
import { readPolls } from '../../../shared/stores/poll-store.ts';
import { readRefund } from '../../../shared/stores/provider-refund-store.ts';
import { reconciliationMessageSchema } from '../../../shared/stores/reconciliation-message.ts';
import { aShop } from '../../support/orders.ts';
import { aProviderRefund, providerWorld } from '../../support/provider-world.ts';
import { recordingQueue } from '../../support/recording-queue.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const base = 'http://providers.test';
const credentials = {
  paypal: { clientId: 'client', clientSecret: 'secret' },
  stripe: { secretKey: 'sk' },
  mollie: { apiKey: 'live' },
} as const;
type Listing = keyof typeof credentials;

/** A shop with an account at a provider that lists its refunds, and no webhooks. */
function listing(provider: Listing) {
  const baseUrl = `${base}/demo/${provider}/main`;
  const account = { provider, account: 'main', exclusive: true, baseUrl };
  const world = providerWorld({ providers: [account] });
  const { table, clock, shopId } = world;
  const shop = aShop({ providers: [account] });
  const simulator = simulateProviders([
    {
      shopId: 'demo',
      provider,
      account: 'main',
      merchantName: 'Demo shop',
      currency: 'EUR',
      webhookKey: 'key',
      webhookSecret: 'A1B2',
      credentials: credentials[provider],
    },
  ]);
  const simulated = httpOfSimulator(simulator, clock.nowMilliseconds);
  let isSilent = false;
  const http: Http = {
    send: (request) => (isSilent ? Promise.reject(new NoAnswerError('Nobody answers.')) : simulated.send(request)),
  };
  const queue = recordingQueue();
  const settings = { shop: async () => shop, shops: async () => [shop] };
  const keys = [{ ...account, webhookKeys: [], webhookSecrets: [], credentials: credentials[provider] }];
  const secrets = { ofShop: async () => ({ providers: keys }) };
  const dependencies = { table, clock, settings, secrets, questionsOf, httpTo: () => http, count: () => undefined };
  const chase = () => chaseRefunds({ table, clock, settings, reconciliationQueue: queue });
  const handle = (body: string) => reconcile(dependencies, reconciliationMessageSchema.parse(JSON.parse(body)));
  let taken = 0;
  const work = async () => {
    for (; taken < queue.sent.length; taken += 1) {
      await handle(queue.sent[taken]?.body ?? '').catch((error: unknown) => {
        taken += 1;
        throw error;
      });
    }
  };
  const send = (path: string, body: string) =>
    simulated.send({ method: 'POST', url: `${baseUrl}${path}`, body, timeoutMilliseconds: 1 });
  return {
    ...world,
    queue,
    chase,
    work,
    handle,
    silence: (silent: boolean) => {
      isSilent = silent;
    },
    pass: (milliseconds: number) => clock.advance(milliseconds),
    /** A payment, and a refund of 10.00 of it that no webhook tells of. */
    async refund(paymentId: string) {
      const paid = { paymentId, amountMinor: 2500, currency: 'EUR', paidAt: '2026-11-11T09:00:00.000Z' };
      await send('/_payments', JSON.stringify({ ...paid, reference: 'ORD00123', customerName: 'Camille Exemple' }));
      await send(
        `/_portal/payments/${paymentId}/refunds`,
        new URLSearchParams({ amount: '10.00', note: '' }).toString(),
      );
    },
    newestRefundId: async () => {
      const url = `${baseUrl}/v2/refunds`;
      const { body } = await simulated.send({
        method: 'GET',
        url,
        headers: { authorization: 'Bearer live' },
        timeoutMilliseconds: 1,
      });
      return z
        .object({ _embedded: z.object({ refunds: z.tuple([z.object({ id: z.string() })]) }) })
        .parse(JSON.parse(body))._embedded.refunds[0].id;
    },
    seenUntil: async () => (await readPolls(table, shopId, [account]))[0]?.seenUntil,
    coverage: async () => (await readCoverage(table, shopId, [account]))[0]?.refund_poll,
    refunds: async () => {
      const rows = table.rows().filter(({ sk }) => sk === 'REFUND');
      return rows.length;
    },
    readRefund: (refundId: string) => readRefund(table, shopId, { provider, account: 'main', refundId }),
  };
}

describe('a refund that was under way when it was told', () => {
  it('is asked about at its next look, for no list shows it again', async () => {
    const world = listing('mollie');
    await world.refund('P1');
    const refundId = await world.newestRefundId();
    const toldAt = world.clock.now();
    world.pass(minute);
    await world.say({
      refunds: [
        aProviderRefund({
          provider: 'mollie',
          refundId,
          paymentId: 'P1',
          status: 'pending',
          createdAt: toldAt,
          statusAt: toldAt,
        }),
      ],
    });
    const look = JSON.stringify({
      kind: 'reconcile_refund',
      shopId: 'demo',
      provider: 'mollie',
      account: 'main',
      refundId,
    });
    world.silence(true);
    await world.handle(look);
    expect((await world.readRefund(refundId))?.facts.status).toBe('pending');
    world.silence(false);
    await world.handle(look);
    expect((await world.readRefund(refundId))?.facts.status).toBe('done');
  });
});

describe('the list of an account’s refunds', () => {
  it.each(['paypal', 'stripe', 'mollie'] as const)(
    'shows a refund at %s that nobody told of and no task waits for',
    async (provider) => {
      const world = listing(provider);
      await world.chase();
      await world.refund('P1');
      world.pass(5 * minute);
      expect(await world.chase()).toMatchObject({ accountCount: 1 });
      await world.work();
      expect(await world.refunds()).toBe(1);
    },
  );

  it.each(['paypal', 'stripe', 'mollie', 'klarna', 'adyen'])('is known of %s as its adapter has it', (provider) => {
    expect(refundListOf(provider) !== undefined).toBe(questionsOf(provider)?.refundsOf !== undefined);
  });

  it('is asked for every five minutes, and begins with now', async () => {
    const world = listing('stripe');
    await world.refund('P0');
    world.pass(3 * 60 * minute);
    expect(await world.chase()).toMatchObject({ accountCount: 0 });
    world.pass(4 * minute);
    expect(await world.chase()).toMatchObject({ accountCount: 0 });
    world.pass(minute);
    expect(await world.chase()).toMatchObject({ accountCount: 1 });
    expect(await world.chase()).toMatchObject({ accountCount: 0 });
    await world.work();
    expect(await world.refunds()).toBe(0);
  });

  it('moves on only when it was read, and catches up after an outage', async () => {
    const world = listing('mollie');
    await world.chase();
    const before = await world.seenUntil();
    world.silence(true);
    await world.refund('P1');
    for (let turn = 0; turn < 3; turn += 1) {
      world.pass(20 * 60 * minute);
      await world.chase();
      await expect(world.work()).rejects.toThrow('did not answer');
    }
    expect(await world.seenUntil()).toBe(before);
    world.silence(false);
    for (let turn = 0; turn < 4; turn += 1) {
      world.pass(5 * minute);
      await world.chase();
      await world.work();
    }
    expect(await world.refunds()).toBe(1);
    expect(await world.seenUntil()).toBe(world.clock.now());
  });

  it('read twice, late and by two at once changes nothing more', async () => {
    const world = listing('paypal');
    await world.chase();
    await world.refund('P1');
    world.pass(5 * minute);
    await Promise.all([world.chase(), world.chase()]);
    expect(world.queue.sent).toHaveLength(1);
    const { body = '' } = world.queue.sent[0] ?? {};
    await Promise.all([world.work(), world.handle(body)]);
    const rows = JSON.stringify(world.table.rows());
    await world.handle(body);
    expect(JSON.stringify(world.table.rows())).toBe(rows);
  });

  it('covers the days that it saw whole, and no others', async () => {
    const world = listing('stripe');
    await world.chase();
    for (let hour = 0; hour < 50; hour += 1) {
      world.pass(60 * minute);
      await world.chase();
      await world.work();
    }
    expect(await world.coverage()).toEqual([{ from: '2026-11-13', until: '2026-11-13' }]);
  });

  it('goes on day by day after a long outage, so that no window is too large', async () => {
    const world = listing('paypal');
    await world.chase();
    await world.refund('P1');
    world.pass(40 * day);
    for (let turn = 0; turn < 50; turn += 1) {
      await world.chase();
      await world.work();
      world.pass(5 * minute);
    }
    expect(await world.refunds()).toBe(1);
  });
});
