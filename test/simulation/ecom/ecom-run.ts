import type { ShopSettings } from '../../../shared/domain/shop-settings.ts';
import { shopIdSchema } from '../../../shared/stores/id-schemas.ts';
import type { WaitingDelivery } from '../../support/simulated-ecom.ts';
import type { SimulatedProcess } from '../world/port-calls.ts';
import { type VirtualClock, virtualClock } from '../world/virtual-clock.ts';
import { type SimulatedShop, simulatedShop } from './ecom-office.ts';
import { isEverythingSeen, sendDeadOrdersBack } from './ecom-rest.ts';
import { type EcomDisturbance, type EcomSystem, ecomSystem } from './ecom-system.ts';

/**
 * What eCom itself does: what becomes of each webhook, before which call of its API since the last step the next one is
 * done (when all is quiet, if that call never comes), and which faults its API has.
 */
export type EcomCircumstances = EcomDisturbance &
  Readonly<{
    /** After how many seconds each copy of a webhook arrives; none for one that is lost. */
    webhook?: () => readonly number[];
    beforeRequest?: (stepNumber: number) => number | undefined;
    failing?: () => string | undefined;
    /** How many runs of the sweep the schedule starts at once. */
    sweepsAtOnce?: () => number;
  }>;

/** A shop in eCom and Avoir that watches it, and what lets them go on. */
export type EcomRun = Readonly<{
  clock: VirtualClock;
  system: EcomSystem;
  office: SimulatedShop;
  /** Does something before so many more calls of the API, or when all is quiet. */
  doBefore(requests: number, something: () => void): Promise<void>;
  doNow(something: () => void): void;
  untilQuiet(): Promise<void>;
  /** Until everything that happened in eCom is seen. */
  untilSeen(): Promise<void>;
  /** Does something as somebody does who asks again until he is answered. */
  insist<Answer>(name: string, code: (process: SimulatedProcess) => Promise<Answer>): Promise<Answer>;
}>;

/** The world did not come to rest. */
class NeverAtRestError extends Error {
  override readonly name = 'NeverAtRestError';
}

/** Whether an error says that a story never came to its end. */
export const isNeverEnding = (error: unknown): error is Error => error instanceof NeverAtRestError;

const [mostRounds, mostTries] = [5_000, 200];
const sweepMilliseconds = 60_000;
const arrivesAtOnce = (): readonly number[] => [0];

/** Brings a shop and Avoir up. */
export function ecomRun(shop: ShopSettings, circumstances: EcomCircumstances): EcomRun {
  const { random, webhook = arrivesAtOnce, failing, sweepsAtOnce = () => 1 } = circumstances;
  const shopId = shopIdSchema.parse(shop.shopId);
  const clock = virtualClock();
  const office = simulatedShop(clock);
  const onTheirWay: { delivery: WaitingDelivery; notBefore: number }[] = [];
  let requests = 0;
  let next: Readonly<{ something: () => void; beforeRequest: number }> | undefined;
  let sweptAt = Number.NEGATIVE_INFINITY;

  function doNow(something: () => void): void {
    something();
    const now = clock.nowMilliseconds();
    for (const delivery of office.deliveries()) {
      for (const seconds of webhook()) onTheirWay.push({ delivery, notBefore: now + seconds * 1000 });
    }
  }
  function doNext(): void {
    const { something } = next ?? {};
    next = undefined;
    if (something) doNow(something);
  }
  const api = {
    send(request: Parameters<SimulatedShop['send']>[0]) {
      requests += 1;
      if (next !== undefined && requests >= next.beforeRequest) doNext();
      const fault = failing?.();
      if (fault !== undefined) office.fail(fault);
      return office.send(request);
    },
  };
  const system = ecomSystem(shop, clock, api, circumstances);

  async function deliver(): Promise<boolean> {
    const due = onTheirWay.filter(({ notBefore }) => notBefore <= clock.nowMilliseconds());
    for (const one of due) onTheirWay.splice(onTheirWay.indexOf(one), 1);
    for (const { delivery } of random ? random.shuffled(due) : due) await system.receive(delivery);
    return due.length > 0;
  }
  async function sweep(): Promise<boolean> {
    if (clock.nowMilliseconds() - sweptAt < sweepMilliseconds) return false;
    sweptAt = clock.nowMilliseconds();
    await Promise.all(Array.from({ length: sweepsAtOnce() }, () => system.sweep()));
    return true;
  }
  async function round(): Promise<boolean> {
    if (random) return (await Promise.all([deliver(), sweep(), system.work()])).includes(true);
    const hasDelivered = await deliver();
    const hasSwept = await sweep();
    return (await system.work()) || hasDelivered || hasSwept;
  }
  async function untilQuiet(): Promise<void> {
    for (let rounds = 0; rounds < mostRounds; rounds += 1) {
      if (await round()) continue;
      const visible = system.queues.map((queue) => queue.nextVisibleAt()).filter((at) => at !== undefined);
      const later = [...visible, ...onTheirWay.map(({ notBefore }) => notBefore)];
      if (later.length === 0) return;
      clock.advanceTo(Math.min(...later));
    }
    throw new NeverAtRestError('The world never came to rest.');
  }

  return {
    clock,
    system,
    office,
    doNow,
    async doBefore(calls, something) {
      next = { something, beforeRequest: requests + calls };
      await untilQuiet();
      doNext();
    },
    untilQuiet,
    async untilSeen() {
      for (let rounds = 0; rounds < mostRounds; rounds += 1) {
        await untilQuiet();
        await sendDeadOrdersBack(system);
        if (await isEverythingSeen(system, shopId, office.changedAt())) return;
        clock.advance(sweepMilliseconds);
      }
      throw new NeverAtRestError('What happened in eCom was never wholly seen.');
    },
    async insist(name, code) {
      for (let attempt = 1; attempt <= mostTries; attempt += 1) {
        const answer = await system.run(name, code).catch(() => 'crashed' as const);
        if (answer !== 'crashed') return answer;
        clock.advance(1000);
      }
      throw new NeverAtRestError(`${name} was never answered.`);
    },
  };
}
