import { describe, expect, it } from 'vitest';
import type { Http, HttpResponse } from '../../../../shared/ports/http.ts';
import { NoAnswerError } from '../../../../shared/ports/http.ts';
import { questionsOf } from '../../../../shared/providers/provider-questions.ts';
import type { ProviderQuestion } from '../../../../shared/providers/provider-words.ts';
import { askProvider } from '../../../../shared/reconciliation/ask-provider.ts';
import { parsePayment } from '../../../../shared/stores/provider-payment-store.ts';
import { parseRefund } from '../../../../shared/stores/provider-refund-store.ts';
import { simulatedTable } from '../../../simulation/world/simulated-table.ts';
import { virtualClock } from '../../../simulation/world/virtual-clock.ts';
import { aShop, id } from '../../../support/orders.ts';

type Answers = Readonly<Record<string, unknown>>;

/** Providers whose API answers by path and query; whatever is not named is not there. */
function asking(
  answers: Answers,
  {
    credentials = { secretKey: 'sk', apiKey: 'live' },
  }: Readonly<{ credentials?: Readonly<Record<string, string>> }> = {},
) {
  const shop = aShop({
    providers: ['stripe', 'mollie', 'klarna'].map((provider) => ({ provider, account: 'main', exclusive: false })),
  });
  const keys = shop.providers.map(({ provider, account }) => ({
    provider,
    account,
    webhookKeys: [],
    webhookSecrets: [],
    credentials,
  }));
  const table = simulatedTable();
  const clock = virtualClock('2026-11-20T10:00:00.000Z');
  const asked: string[] = [];
  const httpTo = (origin: string): Http => ({
    async send({ url, headers }) {
      asked.push(`${headers?.authorization} ${url.slice(origin.length)}`);
      const answer = answers[url.slice(origin.length)];
      if (answer instanceof Error) throw answer;
      if (isResponse(answer)) return answer;
      return answer === undefined
        ? { status: 404, headers: {}, body: '{}' }
        : { status: 200, headers: {}, body: JSON.stringify(answer) };
    },
  });
  const settings = { shop: async () => shop, shops: async () => [shop] };
  const secrets = { ofShop: async () => ({ providers: keys }) };
  const ask = (provider: string, question: ProviderQuestion) =>
    askProvider(
      { table, settings, secrets, clock, questionsOf, httpTo },
      { shopId: id.shop('demo'), provider, account: 'main', question },
    );
  const rows = (sk: string) => table.rows().filter((row) => row.sk === sk);
  return {
    ask,
    asked,
    clock,
    refunds: () => rows('REFUND').map(parseRefund),
    payments: () => rows('PAYMENT').map((row) => parsePayment(row).facts),
  };
}

const isResponse = (answer: unknown): answer is HttpResponse =>
  typeof answer === 'object' && answer !== null && 'status' in answer && 'headers' in answer;

const stripeRefund = (number: number, changes: Readonly<Record<string, unknown>> = {}) => ({
  object: 'refund',
  id: `re_${number}`,
  amount: 100 * number,
  currency: 'eur',
  payment_intent: 'pi_1',
  created: 1_795_000_000,
  status: 'succeeded',
  ...changes,
});
const charge = {
  object: 'charge',
  id: 'ch_1',
  amount: 5000,
  amount_captured: 5000,
  amount_refunded: 300,
  captured: true,
  currency: 'eur',
  created: 1_794_000_000,
  payment_intent: 'pi_1',
  metadata: { order: 'ORD00123' },
};
const stripe: Answers = {
  '/v1/refunds?payment_intent=pi_1&limit=100': { data: [stripeRefund(2)], has_more: true },
  '/v1/refunds?payment_intent=pi_1&limit=100&starting_after=re_2': { data: [stripeRefund(1)], has_more: false },
  '/v1/payment_intents/pi_1?expand[]=latest_charge': { latest_charge: charge },
};
const mollie: Answers = {
  '/v2/payments/tr_1?embed=refunds,chargebacks': {
    id: 'tr_1',
    mode: 'live',
    amount: { currency: 'EUR', value: '50.00' },
    amountRefunded: { currency: 'EUR', value: '23.45' },
    status: 'paid',
    paidAt: '2026-11-02T15:00:00+00:00',
    description: 'ORD00123',
    _embedded: {
      refunds: [
        {
          id: 're_1',
          amount: { currency: 'EUR', value: '23.45' },
          status: 'processing',
          paymentId: 'tr_1',
          createdAt: '2026-11-20T08:00:00+00:00',
        },
      ],
      chargebacks: [
        {
          id: 'chb_1',
          amount: { currency: 'EUR', value: '26.55' },
          paymentId: 'tr_1',
          createdAt: '2026-11-20T09:00:00+00:00',
        },
      ],
    },
  },
};

describe('a provider that is asked', () => {
  it('tells every refund of a payment, page after page, and what the payment brought in', async () => {
    const world = asking(stripe);
    await world.ask('stripe', { paymentId: 'pi_1' });
    expect(world.refunds().map(({ facts }) => facts)).toMatchObject([
      { refundId: 're_2', amountMinor: 200, paymentId: 'pi_1', status: 'done' },
      { refundId: 're_1', amountMinor: 100 },
    ]);
    expect(world.payments()).toMatchObject([{ paymentId: 'pi_1', amountMinor: 5000, refunded: { amountMinor: 300 } }]);
    expect(world.asked.every((each) => each.startsWith('Bearer sk /v1/'))).toBe(true);
  });

  it('tells refunds and chargebacks of a payment at once where it is Mollie', async () => {
    const world = asking(mollie);
    await world.ask('mollie', { paymentId: 'tr_1' });
    expect(world.refunds().map(({ facts }) => [facts.refundId, facts.kind, facts.status, facts.amountMinor])).toEqual([
      ['re_1', 'refund', 'pending', 2345],
      ['chb_1', 'chargeback', 'done', 2655],
    ]);
  });

  it('changes nothing of a refund that stands as it did, however often it is asked', async () => {
    const world = asking(stripe);
    await world.ask('stripe', { paymentId: 'pi_1' });
    const before = world.refunds();
    world.clock.advance(3_600_000);
    await world.ask('stripe', { paymentId: 'pi_1' });
    expect(world.refunds()).toEqual(before);
  });

  it('is no fact where it does not know what it is asked', async () => {
    const world = asking({});
    await world.ask('mollie', { paymentId: 'tr_9' });
    await world.ask('stripe', { refundId: 're_9' });
    expect([world.refunds(), world.payments()]).toEqual([[], []]);
  });

  it.each([
    ['does not answer', new NoAnswerError('no answer'), 'ProviderUnavailableError'],
    ['is limited', { status: 429, headers: { 'retry-after': '7' }, body: '' }, 'ProviderUnavailableError'],
    ['is broken', { status: 502, headers: {}, body: '<html>' }, 'ProviderUnavailableError'],
    ['refuses the key', { status: 401, headers: {}, body: '{}' }, 'ProviderRefusedError'],
    ['answers in another form', { status: 200, headers: {}, body: '{"id":1}' }, 'ProviderRefusedError'],
    ['does not answer with JSON', { status: 200, headers: {}, body: 'hello' }, 'ProviderRefusedError'],
  ])('fails the message and keeps nothing when it %s', async (_, answer, name) => {
    const world = asking({ '/v2/payments/tr_1?embed=refunds,chargebacks': answer });
    await expect(world.ask('mollie', { paymentId: 'tr_1' })).rejects.toMatchObject({ name });
    expect(world.refunds()).toEqual([]);
  });

  it('is not asked without a key, nor one that cannot be asked', async () => {
    const world = asking(stripe, { credentials: {} });
    await expect(world.ask('stripe', { paymentId: 'pi_1' })).rejects.toMatchObject({ name: 'ProviderRefusedError' });
    await expect(world.ask('klarna', { paymentId: 'k' })).rejects.toMatchObject({ name: 'ProviderRefusedError' });
    await expect(world.ask('unheard-of', { paymentId: 'k' })).rejects.toMatchObject({ name: 'ProviderRefusedError' });
    expect(world.asked).toEqual([]);
  });
});
