import * as z from 'zod';
import { simulateEcom } from '../../infra/local/simulators/ecom/ecom-simulator.ts';
import type { EcomShop } from '../../infra/local/simulators/ecom/ecom-state.ts';
import { noAnswer } from '../../infra/local/simulators/simulator.ts';
import { type Http, NoAnswerError } from '../../shared/ports/http.ts';

/** A shop of eCom to test with; amounts in euros, answers two hours ahead of UTC. */
export const testEcomShop: EcomShop = {
  ecomShopId: 4711,
  cluster: 'eu1',
  name: 'Test shop',
  currency: 'EUR',
  apiKey: 'key',
  apiSecret: 'secret',
  languages: ['fr', 'en'],
  offsetMinutes: 120,
  orderPrefix: 'ORD',
  limits: [300, 3000, 12_000],
  paymentMethods: [{ id: 'paypal', title: 'PayPal' }],
};

/** Where the test shop's API is. */
export const testEcomUrl = 'http://ecom.simulated.example';

const placed = z.object({ orderId: z.int(), number: z.string(), orderProductIds: z.array(z.int()) });
const credited = z.object({ invoiceId: z.int(), totalIncl: z.number() });

/** A webhook call as it waits in the shop to be sent. */
export type WaitingDelivery = Readonly<{ address: string; headers: Readonly<Record<string, string>>; body: string }>;

const delivered = z.object({
  deliveries: z.array(z.object({ address: z.string(), headers: z.record(z.string(), z.string()), body: z.string() })),
});

/** A simulated shop, called directly: `http` for programs, `backOffice` for people. Calls of programs are kept in `calls`. */
export function simulatedEcom(clock: Readonly<{ now(): string }>, shop: EcomShop = testEcomShop) {
  const simulator = simulateEcom([shop]);
  const calls: string[] = [];

  function press(action: string, body: unknown): unknown {
    const request = {
      method: 'POST',
      url: `${testEcomUrl}/_back-office/${shop.apiKey}/${action}`,
      headers: {},
      body: JSON.stringify(body),
    };
    const answer = simulator.handle(request, Date.parse(clock.now()));
    if (answer === noAnswer || answer.status !== 200)
      throw new Error(`The back office refuses: ${answer === noAnswer ? 'no answer' : answer.body}`);
    return JSON.parse(answer.body);
  }

  const http: Http = {
    async send({ method, url, headers = {}, body = '' }) {
      calls.push(`${method} ${url.slice(testEcomUrl.length)}`);
      const answer = simulator.handle({ method, url, headers, body }, Date.parse(clock.now()));
      if (answer === noAnswer) throw new NoAnswerError('No answer came.');
      return answer;
    },
  };

  return {
    http,
    calls,
    backOffice: {
      press,
      place: (order: Readonly<Record<string, unknown>>) => placed.parse(press('place-order', order)),
      credit: (asked: Readonly<Record<string, unknown>>) => credited.parse(press('credit', asked)),
      deliveries: (): readonly WaitingDelivery[] => delivered.parse(press('deliveries', {})).deliveries,
    },
  };
}

/** An order of three euro fifty of shipping and two lines: a lamp twice for 20.00, a rug once for 99.99. */
export const lampAndRug = {
  paymentId: 'paypal',
  paymentTitle: 'PayPal',
  shippingIncl: 3.5,
  lines: [
    { title: 'Lamp', articleCode: 'LAMP', quantity: 2, unitPriceIncl: 20 },
    { title: 'Rug', articleCode: 'RUG', quantity: 1, unitPriceIncl: 99.99, ean: '4006381333931' },
  ],
} as const;
