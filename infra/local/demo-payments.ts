import * as z from 'zod';
import type { Http } from '../../shared/ports/http.ts';
import type { DemoCase } from './demo-cases.ts';
import { simulatorsPath } from './simulators/host/simulated-shops.ts';

const accountSchema = z.object({ shopId: z.string(), provider: z.string(), account: z.string(), url: z.string() });
const simulatorsSchema = z.object({
  providers: z.array(accountSchema),
  ecom: z.array(z.object({ shopId: z.string(), backOfficeUrl: z.string() })),
});

/** Where what a machine stands in for is reached. */
export type DemoPlaces = Readonly<{ url: string; httpFor: (origin: string) => Http }>;

/** A payment as a customer makes it at a provider. */
export type DemoPayment = Readonly<{
  paymentId: string;
  amountMinor: number;
  currency: string;
  paidAt: string;
  reference: string;
  customerName: string;
  customerEmail?: string | undefined;
}>;

const timeoutMilliseconds = 5_000;

/** The systems that the machine stands in for, by shop. */
export async function simulatedPlaces({ url, httpFor }: DemoPlaces) {
  const answer = await httpFor(url).send({ method: 'GET', url: `${url}${simulatorsPath}`, timeoutMilliseconds });
  return simulatorsSchema.parse(JSON.parse(answer.body));
}

/** Posts what a person does in a simulated system; a fault when it is not taken. */
export async function pressed({ httpFor }: Pick<DemoPlaces, 'httpFor'>, url: string, body: unknown): Promise<string> {
  const answer = await httpFor(new URL(url).origin).send({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    timeoutMilliseconds,
  });
  if (answer.status !== 200) throw new Error(`The simulated system does not take this: ${answer.body}`);
  return answer.body;
}

/** Lets a customer pay at the simulated provider. Paid again it is the same payment. */
export async function pay(places: DemoPlaces, accountUrl: string, payment: DemoPayment): Promise<void> {
  await pressed(places, `${accountUrl}/_payments`, payment);
}

/** Lets the customers of the demo cases pay at the simulated providers, where the shops' portals show it. */
export async function payDemoOrders(cases: readonly DemoCase[], places: DemoPlaces): Promise<void> {
  const { providers } = await simulatedPlaces(places);
  for (const demo of cases) {
    const order = 'creditNote' in demo ? demo.creditNote.order : demo.cancellation.order;
    for (const payment of order?.payments ?? []) {
      const account = providers.find(
        ({ shopId, provider, account: name }) =>
          shopId === demo.shopId && provider === payment.provider && name === payment.account,
      );
      if (order === undefined || account === undefined || payment.providerPaymentId === undefined) continue;
      await pay(places, account.url, {
        paymentId: payment.providerPaymentId,
        amountMinor: payment.amountMinor,
        currency: payment.currency ?? order.currency,
        paidAt: payment.paidAt ?? order.placedAt,
        reference: order.orderNumber,
        customerName: order.customer.name,
        customerEmail: order.customer.email,
      });
    }
  }
}
