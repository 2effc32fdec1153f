import { createHmac } from 'node:crypto';
import * as z from 'zod';
import { httpOfSimulator } from '../../../infra/local/simulators/http-of-simulator.ts';
import { simulateProviders } from '../../../infra/local/simulators/providers/provider-simulator.ts';
import { toDecimalText } from '../../../shared/domain/money.ts';
import type { Http } from '../../../shared/ports/http.ts';
import { simulatedAccount } from '../../support/simulated-account.ts';
import type { VirtualClock } from '../world/virtual-clock.ts';
import type { AtProvider, PaidStory } from './provider-stories.ts';

const base = 'http://providers.test';
const secret = 'A1B2';

/** The shop's account at Stripe, as its settings name it. */
export const stripeAccount = {
  provider: 'stripe',
  account: 'main',
  exclusive: false,
  baseUrl: `${base}/demo/stripe/main`,
} as const;

/** A refund or a dispute as the provider itself knows it. */
export type ProviderTruth = Readonly<{ refundId: string; amountMinor: number; status: string; paymentId: string }>;

const callSchema = z.object({ path: z.string(), headers: z.record(z.string(), z.string()), body: z.string() });

/** A webhook of the provider that is on its way. */
export type WebhookOnItsWay = z.output<typeof callSchema>;

const refundsSchema = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      amount: z.int(),
      status: z.string(),
      created: z.int(),
      payment_intent: z.string(),
    }),
  ),
});

/** An account at Stripe with what people do in its portal, and what it tells by itself. */
export function simulatedStripe(clock: VirtualClock) {
  const http = httpOfSimulator(simulateProviders([simulatedAccount('stripe')]), clock.nowMilliseconds);
  const send = async (path: string, body: string) => {
    const answer = await http.send({
      method: 'POST',
      url: `${stripeAccount.baseUrl}${path}`,
      body,
      timeoutMilliseconds: 1,
    });
    if (answer.status >= 400) throw new Error(`The simulated provider refused ${path}: ${answer.body}`);
    return answer.body;
  };
  const toldBy = (door: string, told: unknown) => send(door, JSON.stringify(told));

  async function refunds() {
    const url = `${stripeAccount.baseUrl}/v1/refunds?limit=100`;
    const answer = await http.send({
      method: 'GET',
      url,
      headers: { authorization: 'Bearer sk' },
      timeoutMilliseconds: 1,
    });
    return refundsSchema.parse(JSON.parse(answer.body)).data.toReversed();
  }

  return {
    http: http satisfies Http,
    pay: ({ paymentId, reference }: PaidStory) =>
      toldBy('/_payments', {
        paymentId,
        amountMinor: 2500,
        currency: 'EUR',
        paidAt: '2026-11-02T15:00:00.000Z',
        reference,
        customerName: 'Customer One',
      }),
    async happen(happening: AtProvider): Promise<void> {
      switch (happening.kind) {
        case 'refund': {
          const amount = toDecimalText({ minor: happening.amountMinor, currency: 'EUR' });
          const path = `/_portal/payments/${happening.paymentId}/refunds`;
          await send(path, new URLSearchParams({ amount, note: '' }).toString());
          return;
        }
        case 'failure':
          await toldBy('/_refund-failures', { refundId: (await refunds())[happening.refund - 1]?.id });
          return;
        case 'dispute':
          await toldBy('/_disputes', { paymentId: happening.paymentId, status: happening.status });
      }
    },
    /** What the provider would tell now, in the order in which it happened. */
    async takeWebhooks(): Promise<readonly WebhookOnItsWay[]> {
      return z.object({ deliveries: z.array(callSchema) }).parse(JSON.parse(await send('/_deliveries', ''))).deliveries;
    },
    /** A call as it is sent now: Stripe signs each try anew. */
    signedNow({ body }: WebhookOnItsWay) {
      const seconds = Math.floor(clock.nowMilliseconds() / 1000);
      const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
      return { headers: { 'stripe-signature': `t=${seconds},v1=${signature}` }, rawBody: Buffer.from(body) };
    },
    truth: async (): Promise<readonly ProviderTruth[]> =>
      (await refunds()).map(({ id, amount, status, payment_intent }) => {
        return { refundId: id, amountMinor: amount, status, paymentId: payment_intent };
      }),
    /** What an export of the account holds now, in Avoir's own columns. What failed is not money, and not in it. */
    async exported(): Promise<string> {
      const rows = (await refunds()).filter(({ status }) => status === 'succeeded');
      const lines = rows.map(({ id, amount, created, payment_intent }) =>
        [
          'stripe',
          'main',
          id,
          payment_intent,
          toDecimalText({ minor: amount, currency: 'EUR' }),
          'EUR',
          'done',
          new Date(created * 1000).toISOString(),
        ].join(','),
      );
      return `${['provider,account,refundId,paymentId,amount,currency,status,refundedAt', ...lines].join('\n')}\n`;
    },
  };
}

/** The simulated account at Stripe. */
export type SimulatedStripe = ReturnType<typeof simulatedStripe>;
