import * as z from 'zod';
import { chaseRefunds } from '../../functions/chase-refunds/chase-refunds.ts';
import { reconcile } from '../../functions/reconcile-task/reconcile.ts';
import { httpOfSimulator } from '../../infra/local/simulators/http-of-simulator.ts';
import { simulateProviders } from '../../infra/local/simulators/providers/provider-simulator.ts';
import { type Http, NoAnswerError } from '../../shared/ports/http.ts';
import { questionsOf } from '../../shared/providers/provider-questions.ts';
import { readCoverage } from '../../shared/stores/coverage-store.ts';
import { readPolls } from '../../shared/stores/poll-store.ts';
import { readRefund } from '../../shared/stores/provider-refund-store.ts';
import { reconciliationMessageSchema } from '../../shared/stores/reconciliation-message.ts';
import { aShop } from './orders.ts';
import { providerWorld } from './provider-world.ts';
import { recordingQueue } from './recording-queue.ts';
import { accountKeys, simulatedAccount } from './simulated-account.ts';

const base = 'http://providers.test';
type Listing = 'paypal' | 'stripe' | 'mollie';

/** A shop with an account at a provider that lists its refunds, and no webhooks. */
export function listing(provider: Listing) {
  const baseUrl = `${base}/demo/${provider}/main`;
  const account = { provider, account: 'main', exclusive: true, baseUrl };
  const world = providerWorld({ providers: [account] });
  const { table, clock, shopId } = world;
  const shop = aShop({ providers: [account] });
  const simulator = simulateProviders([simulatedAccount(provider)]);
  const simulated = httpOfSimulator(simulator, clock.nowMilliseconds);
  let isSilent = false;
  const http: Http = {
    send: (request) => (isSilent ? Promise.reject(new NoAnswerError('Nobody answers.')) : simulated.send(request)),
  };
  const queue = recordingQueue();
  const settings = { shop: async () => shop, shops: async () => [shop] };
  const keys = [{ ...account, webhookKeys: [], webhookSecrets: [], credentials: accountKeys[provider] }];
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
