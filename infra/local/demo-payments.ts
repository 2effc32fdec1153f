import * as z from 'zod';
import type { Http } from '../../shared/ports/http.ts';
import type { DemoCase } from './demo-cases.ts';
import { simulatorsPath } from './simulators/host/simulated-shops.ts';

const simulatorsSchema = z.object({
  providers: z.array(z.object({ shopId: z.string(), provider: z.string(), account: z.string(), url: z.string() })),
});

/**
 * Lets the customers of the demo orders pay at the simulated providers, where the shops' portals show it. Paid again it is
 * the same payment.
 */
export async function payDemoOrders(
  cases: readonly DemoCase[],
  { url, httpFor }: Readonly<{ url: string; httpFor: (origin: string) => Http }>,
): Promise<void> {
  const answer = await httpFor(url).send({ method: 'GET', url: `${url}${simulatorsPath}`, timeoutMilliseconds });
  const { providers } = simulatorsSchema.parse(JSON.parse(answer.body));
  for (const demo of cases) {
    const order = 'creditNote' in demo ? demo.creditNote.order : demo.cancellation.order;
    for (const payment of order?.payments ?? []) {
      const account = providers.find(
        ({ shopId, provider, account: name }) =>
          shopId === demo.shopId && provider === payment.provider && name === payment.account,
      );
      if (order === undefined || account === undefined || payment.providerPaymentId === undefined) continue;
      const paid = {
        paymentId: payment.providerPaymentId,
        amountMinor: payment.amountMinor,
        currency: payment.currency ?? order.currency,
        paidAt: payment.paidAt ?? order.placedAt,
        reference: order.orderNumber,
        customerName: order.customer.name,
        customerEmail: order.customer.email,
      };
      const told = await httpFor(new URL(account.url).origin).send({
        method: 'POST',
        url: `${account.url}/_payments`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(paid),
        timeoutMilliseconds,
      });
      if (told.status !== 200) throw new Error(`The simulated provider does not take a payment: ${told.body}`);
    }
  }
}

const timeoutMilliseconds = 5_000;
