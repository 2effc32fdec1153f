import { openRefundsOfShop, openTasksOfShop } from '../../../shared/stores/keys.ts';
import { parseRefund } from '../../../shared/stores/provider-refund-store.ts';
import { parseTask } from '../../../shared/stores/refund-task-store.ts';
import { type Essence, essenceOf } from './provider-essence.ts';
import type { Decided, Happening, ProviderStory } from './provider-stories.ts';
import { type ProviderDisturbance, type ProviderSystem, providerSystem, storyShop } from './provider-system.ts';
import { type WebhookCourier, webhookCourier } from './webhook-courier.ts';

/** How a story ended: the system at rest, what the provider itself knows, and what it came to before all was said again. */
export type ProviderEnding = Readonly<{
  system: ProviderSystem;
  essence: Essence;
  essenceBefore: Essence;
  judged: readonly Extract<Happening, { kind: 'judge' }>[];
}>;

/** Something waits for ever. */
class NeverAtRestError extends Error {
  override readonly name = 'NeverAtRestError';
}

const minute = 60_000;
const hour = 60 * minute;
const mostRounds = 4_000;
const pausesMilliseconds = [0, 0, 30_000, 15 * minute, 3 * hour];
// A second one may be explained by a credit note for two days; and the latest webhook comes after a day and a half.
const untilJudged = 84 * hour;
const pollMilliseconds = 301_000;
const mostHoursBetweenLooks = 6;

/** Plays a story until everything was told, judged and looked at; then has all of it said once more. */
export async function playProviders(
  story: ProviderStory,
  disturbance: ProviderDisturbance,
  onStart: (system: ProviderSystem) => void = () => undefined,
): Promise<ProviderEnding> {
  let isTroubled = true;
  const system = providerSystem({
    ...disturbance,
    plan: (call) => (isTroubled ? disturbance.plan(call) : undefined),
    isProviderBusy: () => (isTroubled ? disturbance.isProviderBusy?.() : undefined),
  });
  onStart(system);
  const { clock, stripe, random } = system;
  const courier = webhookCourier(stripe, clock, random);
  const jobs: (() => Promise<boolean>)[] = [];
  const world = { system, courier, jobs, chasedAt: clock.nowMilliseconds() };

  // What was before the list of an account is first read is for reports.
  isTroubled = false;
  for (const paid of story.payments) await stripe.pay(paid);
  await system.chase();
  isTroubled = true;
  for (const happening of story.happenings) {
    const pause = random?.pick(pausesMilliseconds) ?? minute;
    await workUntil(world, clock.nowMilliseconds() + pause);
    await happen(world, happening);
    await courier.collect();
  }
  await workUntil(world, clock.nowMilliseconds() + untilJudged);
  isTroubled = false;
  await comeToRest(world);
  const essenceBefore = await essenceOf(system);
  await system.sayAgain(everything(system));
  await workUntil(world, clock.nowMilliseconds());
  const judged = story.happenings.filter((happening) => happening.kind === 'judge');
  return { system, essence: await essenceOf(system), essenceBefore, judged };
}

type World = {
  readonly system: ProviderSystem;
  readonly courier: WebhookCourier;
  /** What somebody has yet to do, and does again until it is answered. */
  readonly jobs: (() => Promise<boolean>)[];
  chasedAt: number;
};

async function happen({ system, jobs }: World, happening: Happening): Promise<void> {
  switch (happening.kind) {
    case 'credit': {
      const event = await system.credit(happening);
      jobs.push(() => system.open(event));
      return;
    }
    case 'report': {
      const csv = await system.stripe.exported();
      jobs.push(() => system.handIn(csv));
      return;
    }
    case 'take':
    case 'claim':
    case 'judge':
      return decided({ system, jobs }, happening);
    case 'refund':
    case 'failure':
    case 'dispute':
      return system.stripe.happen(happening);
  }
}

async function decided({ system, jobs }: Pick<World, 'system' | 'jobs'>, happening: Decided): Promise<void> {
  const refundIds = (await system.stripe.truth()).map(({ refundId }) => refundId);
  jobs.push(() => system.decide(happening, refundIds));
}

/** Lets everybody work until a time; when nobody has anything to do, goes on to the next time that somebody has. */
async function workUntil(world: World, until: number): Promise<void> {
  const { system, courier } = world;
  const { clock } = system;
  for (let round = 0; round < mostRounds; round += 1) {
    if (await workOnce(world)) continue;
    const due = [...system.queues.map((queue) => queue.nextVisibleAt()), courier.nextDueAt(), nextLookOf(world)].filter(
      (at) => at !== undefined,
    );
    const next = Math.min(...due);
    if (next > until) return clock.advanceTo(until);
    clock.advanceTo(next);
  }
  throw new NeverAtRestError('The system never came to rest.');
}

async function workOnce(world: World): Promise<boolean> {
  const { system, courier, jobs } = world;
  const working = [...system.workers, () => courier.deliver(system.receive), () => chaseWhenDue(world)];
  const [job] = jobs;
  let hasWorked = false;
  if (system.random !== undefined) {
    const results = await Promise.all([...working.map((work) => work()), job?.() ?? false]);
    if (results.at(-1)) jobs.shift();
    return results.includes(true);
  }
  for (const work of working) hasWorked = (await work()) || hasWorked;
  if (job === undefined || !(await job())) return hasWorked;
  jobs.shift();
  return true;
}

const lists = [openTasksOfShop(storyShop.shopId), openRefundsOfShop(storyShop.shopId)];

/** When the schedule next finds something that is due; it comes every minute, or after hours in which it did not. */
function nextLookOf({ system, chasedAt }: World): number {
  const orders = system.table
    .rows()
    .flatMap(({ workKey, workOrder }) =>
      typeof workOrder === 'string' && lists.some((list) => list === workKey) ? [Date.parse(workOrder)] : [],
    );
  return Math.min(chasedAt + mostHoursBetweenLooks * hour, Math.max(Math.min(...orders), chasedAt + minute));
}

async function chaseWhenDue(world: World): Promise<boolean> {
  const now = world.system.clock.nowMilliseconds();
  if (nextLookOf(world) > now) return false;
  world.chasedAt = now;
  await world.system.chase();
  return true;
}

/** Nothing goes wrong any more: what people have to do is done, and the list of the account is read to its end. */
async function comeToRest(world: World): Promise<void> {
  const { clock } = world.system;
  for (let round = 0; round < 8; round += 1) {
    await workUntil(world, clock.nowMilliseconds() + pollMilliseconds);
    await world.system.chase();
    await workUntil(world, clock.nowMilliseconds());
  }
  if (world.jobs.length > 0) throw new NeverAtRestError('Somebody could not do what they wanted to.');
}

function everything({ table }: ProviderSystem): readonly object[] {
  const { shopId } = storyShop;
  return table.rows().flatMap((row): object[] => {
    if (row.sk === 'REFUND') {
      const { provider, account, refundId } = parseRefund(row).facts;
      return [{ kind: 'reconcile_refund', shopId, provider, account, refundId }];
    }
    if (!row.sk.startsWith('TASK#')) return [];
    const { caseId, payment } = parseTask(row).facts;
    return [{ kind: 'reconcile_task', shopId, caseId, paymentNumber: payment.paymentNumber }];
  });
}
