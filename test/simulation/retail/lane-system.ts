import { applyInventory } from '../../../functions/apply-inventory/apply-inventory.ts';
import { archiveDrafts } from '../../../functions/archive-drafts/archive-drafts.ts';
import { confirmInventory } from '../../../functions/confirm-inventory/confirm-inventory.ts';
import { wakeLanes } from '../../../functions/wake-lanes/wake-lanes.ts';
import type { Write } from '../../../shared/ports/table.ts';
import { retailClient } from '../../../shared/retail/retail-client.ts';
import { staticTokens } from '../../../shared/retail/retail-tokens.ts';
import { wakeLaneMessageSchema } from '../../../shared/stores/lane-message.ts';
import { writeOfLedger, writesOfSnapshot } from '../../../shared/stores/order-store.ts';
import { pausedShops } from '../../../shared/stores/paused-shop-store.ts';
import { openEffect } from '../../../shared/stores/stock-effect-store.ts';
import { aLedger, anOrder, aShop, id } from '../../support/orders.ts';
import {
  retailAccessToken,
  retailConnection,
  type SimulatedRetail,
  simulatedRetail,
} from '../../support/simulated-retail.ts';
import type { FaultPlan } from '../world/fault-plan.ts';
import { type PortCalls, portCalls, type SimulatedProcess } from '../world/port-calls.ts';
import { seededIds } from '../world/seeded-ids.ts';
import type { SeededRandom } from '../world/seeded-random.ts';
import { type SimulatedQueue, simulatedQueue } from '../world/simulated-queue.ts';
import { type SimulatedTable, simulatedTable } from '../world/simulated-table.ts';
import { type VirtualClock, virtualClock } from '../world/virtual-clock.ts';
import { httpWithFaults, queueWithFaults, tableWithFaults } from '../world/with-faults.ts';
import type { LaneStory } from './lane-stories.ts';
import { type HoldUps, turnsOn } from './turns.ts';

/** How a run goes wrong: faults of single calls, calls that are held up, and the order in which processes come to turn. */
export type LaneDisturbance = Readonly<{ plan: FaultPlan; isHeldUp?: HoldUps; random?: SeededRandom }>;

/** How a story ended: everything there is, at rest. */
export type LaneEnding = Readonly<{
  table: SimulatedTable;
  retail: SimulatedRetail;
  calls: PortCalls;
  clock: VirtualClock;
  laneQueue: SimulatedQueue;
  /** How many turns were taken: a story can be played again with any one of them held up. */
  turns: number;
}>;

/** The lane did not come to rest. */
class NeverAtRestError extends Error {
  override readonly name = 'NeverAtRestError';
}

const { accountId, baseUrl } = retailConnection;
const mostSteps = 20_000;
const wakeMilliseconds = 60_000;
// The log is looked through every five minutes.
const confirmMilliseconds = 301_000;
const shop = aShop({ retail: retailConnection });
const settings = { shop: async () => shop, shops: async () => [shop] };
const account = { baseUrl, accountId, currency: shop.currency };

/** Plays a story over the production code until nothing waits for Retail any more, and then has it confirmed. */
export async function playLane(
  story: LaneStory,
  { plan, isHeldUp = () => false, random }: LaneDisturbance,
): Promise<LaneEnding> {
  const clock = virtualClock();
  const table = simulatedTable();
  const laneQueue = simulatedQueue(clock, { name: 'lanes', visibilityTimeoutSeconds: 180 });
  const retail = simulatedRetail(clock, { account: story.account ?? {} });
  const turns = turnsOn(clock.nowMilliseconds, { isHeldUp, random });
  const calls = portCalls(plan, { turnsOf: turns.ofProcess });
  const ids = seededIds();
  let requests = 0;
  let running = 0;
  const processes: Promise<void>[] = [];
  story.before(retail);
  const client = retailClient({ http: retail.http, account, tokens: staticTokens(retailAccessToken) });
  const confirm = () =>
    confirmInventory({ table, clock, settings, retailOf: async () => ({ client, keepAlive: async () => 'fresh' }) });
  await table.transact(writesOfOrder(story));
  // The log is looked through from here on.
  await confirm();
  for (const effect of story.effects) await openEffect(table, effect, effect.facts.openedAt);

  // What happens beside us happens just before one of our requests.
  const besides = {
    send: (request: Parameters<SimulatedRetail['http']['send']>[0]) => {
      requests += 1;
      if (requests === story.meanwhile?.beforeRequest) story.meanwhile.happens(retail);
      return retail.http.send(request);
    },
  };
  const dependenciesOf = (process: SimulatedProcess) => {
    const client = retailClient({
      http: httpWithFaults(process, besides),
      account,
      tokens: staticTokens(retailAccessToken),
    });
    return {
      table: tableWithFaults(process, table),
      laneQueue: queueWithFaults(process, laneQueue),
      clock,
      ids,
      settings,
      timer: { wait: async (milliseconds: number) => clock.advance(milliseconds) },
      connect: async () => client,
    };
  };
  const start = (code: (process: SimulatedProcess) => Promise<unknown>, done: () => void = () => undefined) => {
    const process = calls.startProcess();
    running += 1;
    const ended = code(process).then(done, () => undefined);
    const isOver = Promise.race([ended, process.crashed]).then(() => {
      running -= 1;
    });
    processes.push(isOver);
  };

  /** Confirms, and confirms once more when it is time to look through the log again. */
  const confirmAtRest = async () => {
    for (const when of ['unseen', 'seen'] as const) {
      if (story.afterwards?.when === when) story.afterwards.happens(retail);
      clock.advance(confirmMilliseconds);
      await confirm();
    }
  };

  let wokenAt = 0;
  /** Something new to do: a message for a worker that is free, or the schedule. */
  const begin = (): boolean => {
    const [message] = running < story.workers ? laneQueue.receive(1) : [];
    if (message) {
      const wakeUp = wakeLaneMessageSchema.parse(JSON.parse(message.body));
      start(
        (process) => applyInventory(dependenciesOf(process), wakeUp),
        () => laneQueue.delete(message.receiptHandle),
      );
      return true;
    }
    if (clock.nowMilliseconds() - wokenAt < wakeMilliseconds || !hasWork(table)) return false;
    wokenAt = clock.nowMilliseconds();
    start((process) => wakeLanes(dependenciesOf(process)));
    return true;
  };

  for (let step = 0; step < mostSteps; step += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    // With chance, a worker that is free may also come while others are in the middle of something.
    if (random?.chance(10) && begin()) continue;
    if (turns.step() || begin()) continue;
    const isStopped = (await pausedShops(table, accountId)).length > 0;
    const nextWake = hasWork(table) && !isStopped ? [wokenAt + wakeMilliseconds] : [];
    const next = [laneQueue.nextVisibleAt(), turns.heldUpUntil(), ...nextWake].filter((at) => at !== undefined);
    // A message that is there already waits for a worker, and he for his turn.
    const later = next.filter((at) => at > clock.nowMilliseconds());
    if (later.length === 0) {
      await Promise.all(processes);
      await archiveDrafts({ table, settings, connect: async () => client });
      await confirmAtRest();
      return { table, retail, calls, clock, laneQueue, turns: turns.taken() };
    }
    clock.advanceTo(Math.min(...later));
  }
  throw new NeverAtRestError(`${story.name} never came to rest.`);
}

/** The order of the story's cases, as it is known to Avoir. */
function writesOfOrder({ effects }: LaneStory): readonly Write[] {
  const [shopId, cases] = [id.shop(shop.shopId), effects.map(({ facts }) => facts.caseId)];
  const order = anOrder({ orderNumber: 'ORD00123' });
  return [
    ...writesOfSnapshot(shopId, order, { name: 'A Customer' }),
    writeOfLedger(shopId, order.orderNumber, aLedger({ version: 1, cases })),
  ];
}

const hasWork = (table: SimulatedTable): boolean =>
  table.rows().some(({ workKey }) => typeof workKey === 'string' && workKey.startsWith('LANE#'));
