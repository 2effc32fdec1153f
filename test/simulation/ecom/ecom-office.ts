import * as z from 'zod';
import type { HttpRequest, HttpResponse } from '../../../shared/ports/http.ts';
import { simulatedEcom, testEcomShop, testEcomUrl, type WaitingDelivery } from '../../support/simulated-ecom.ts';
import type { VirtualClock } from '../world/virtual-clock.ts';
import type { Office, Step } from './ecom-stories.ts';

/** A shop in eCom as its people and Avoir reach it, on the world's clock. */
export type SimulatedShop = Readonly<{
  perform(step: Step): void;
  /** Lets the next call of the API meet a fault of eCom's own. */
  fail(fault: string): void;
  /** Hides the first order from so many readings. */
  hide(reads: number): void;
  deliveries(): readonly WaitingDelivery[];
  send(request: HttpRequest): Promise<HttpResponse>;
  /** When somebody did something last, in milliseconds. */
  changedAt(): number;
}>;

const [callMilliseconds, stepMilliseconds] = [70, 10];
const credited = z.object({ invoiceId: z.int() });

/** An empty shop. A call of its API takes a while, and each answer says when it was given. */
export function simulatedShop(clock: VirtualClock): SimulatedShop {
  // What one story asks for is far below any limit; that a shop is limited is a fault of its own.
  const ecom = simulatedEcom(clock, { ...testEcomShop, limits: [30_000, 300_000, 1_200_000] });
  const notes: number[] = [];
  let changedAt = clock.nowMilliseconds();
  const office: Office = {
    notes,
    press(action, body) {
      // Nobody places an order and copies it within one of eCom's seconds.
      if (action === 'copy') clock.advance(1000);
      const answer = ecom.backOffice.press(action, body);
      if (action === 'credit') notes.push(credited.parse(answer).invoiceId);
    },
  };
  return {
    perform(step) {
      clock.advance(stepMilliseconds);
      step(office);
      changedAt = clock.nowMilliseconds();
    },
    fail: (fault) => ecom.backOffice.press('fault', { faults: [fault] }),
    hide: (reads) => ecom.backOffice.press('hide', { order: 'ORD00001', reads }),
    deliveries: () => ecom.backOffice.deliveries(),
    async send(request) {
      clock.advance(callMilliseconds);
      const answer = await ecom.http.send(request);
      const date = new Date(clock.nowMilliseconds()).toUTCString();
      return { ...answer, headers: { ...answer.headers, date } };
    },
    changedAt: () => changedAt,
  };
}

/** With which the API of the shop is asked, and where it is. */
export const ecomAccount = {
  baseUrl: testEcomUrl,
  language: 'fr',
  apiKey: testEcomShop.apiKey,
  apiSecret: testEcomShop.apiSecret,
} as const;
