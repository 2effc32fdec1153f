import type { SeededRandom } from '../world/seeded-random.ts';
import type { VirtualClock } from '../world/virtual-clock.ts';
import type { SimulatedStripe, WebhookOnItsWay } from './simulated-stripe.ts';

const minute = 60_000;
const hour = 60 * minute;
const delaysMilliseconds = [0, 0, 30_000, 20 * minute, 5 * hour, 30 * hour];
const retryMilliseconds = 5 * minute;
const twicePercent = 35;
const lostPercent = 25;

/** Answers whether the receiver has taken a call. */
export type Receive = (call: ReturnType<SimulatedStripe['signedNow']>) => Promise<boolean>;

/** Carries the provider's webhooks to us, at least once each but for those that are lost for good. */
export type WebhookCourier = Readonly<{
  /** Takes over what the provider has to tell. */
  collect(): Promise<void>;
  /** Brings one call that is due; answers whether there was one. */
  deliver(receive: Receive): Promise<boolean>;
  nextDueAt(): number | undefined;
}>;

type Carried = Readonly<{ call: WebhookOnItsWay; dueAt: number }>;

/**
 * A courier. With chance calls are late, come twice and overtake each other, and those about a new refund, which a list
 * shows too, may be lost; without it each comes at once. What is not taken is brought again, as Stripe does for days.
 */
export function webhookCourier(
  stripe: SimulatedStripe,
  clock: VirtualClock,
  random: SeededRandom | undefined,
): WebhookCourier {
  let carried: readonly Carried[] = [];
  const later = () => clock.nowMilliseconds() + (random?.pick(delaysMilliseconds) ?? 0);
  const isLost = ({ body }: WebhookOnItsWay) => body.includes('"refund.created"') && random?.chance(lostPercent);

  return {
    async collect() {
      for (const call of await stripe.takeWebhooks()) {
        if (isLost(call)) continue;
        const times = random?.chance(twicePercent) ? 2 : 1;
        carried = [...carried, ...Array.from({ length: times }, () => ({ call, dueAt: later() }))];
      }
    },
    async deliver(receive) {
      const due = carried.find(({ dueAt }) => dueAt <= clock.nowMilliseconds());
      if (due === undefined) return false;
      carried = carried.filter((other) => other !== due);
      if (await receive(stripe.signedNow(due.call))) return true;
      carried = [...carried, { call: due.call, dueAt: clock.nowMilliseconds() + retryMilliseconds }];
      return true;
    },
    nextDueAt: () => (carried.length === 0 ? undefined : Math.min(...carried.map(({ dueAt }) => dueAt))),
  };
}
