import { describe, expect, it } from 'vitest';
import { confirmInventory } from '../../functions/confirm-inventory/confirm-inventory.ts';
import type { Simulator } from '../../infra/local/simulators/simulator.ts';
import { noAnswer } from '../../infra/local/simulators/simulator.ts';
import type { Row } from '../../shared/ports/table.ts';
import { confirming, linkRefund } from '../support/confirming.ts';
import { id } from '../support/orders.ts';
import { type Fault, type FaultPlan, faultsAt, faultsOf, noFaults } from './world/fault-plan.ts';
import { portCalls } from './world/port-calls.ts';
import { tableWithFaults } from './world/with-faults.ts';

type World = ReturnType<typeof confirming>;
type Scenario = Readonly<{ name: string; set: (world: World) => Promise<void> }>;

const aDayMinutes = 24 * 60;

const scenarios: readonly Scenario[] = [
  {
    name: 'a refund of ours and one that nobody made',
    async set(world) {
      const sale = await world.refunded();
      const registered = { saleId: '99', at: world.clock.now() };
      const facts = { ...sale.facts, caseId: id.refundCase('CN-2') };
      await world.open({ ...sale, facts, progress: { ...sale.progress, registered } });
      world.passMinutes(61);
    },
  },
  {
    name: 'a refund of ours that somebody else made as well',
    async set(world) {
      await world.withOrder('CN-1', 'CN-2');
      await world.refunded();
      await world.refunded({ caseId: id.refundCase('CN-2') });
      world.door('link-refunds', linkRefund());
    },
  },
  {
    name: 'a refund that somebody else makes after ours was seen',
    async set(world) {
      await world.withOrder('CN-1');
      await world.refunded();
      await world.confirm();
      world.passMinutes(180);
      world.door('link-refunds', linkRefund());
      world.passMinutes(6);
    },
  },
  {
    name: 'two refunds of the link without Update inventory, one with too few units, and one that it never made',
    async set(world) {
      const goods = [{ orderLineId: id.line('1'), sku: 'MUG', quantity: 3, amountMinor: 3000 }];
      await world.withOrder('CN-1', 'CN-2');
      await world.expected({ updateInventory: false });
      await world.expected({ caseId: id.refundCase('CN-2'), updateInventory: false });
      const [second, third] = [id.order('ORD00200'), id.order('ORD00300')];
      await world.expected({ caseId: id.refundCase('CN-3'), orderNumber: second, goods, creditMinor: 3000 });
      await world.expected({ caseId: id.refundCase('CN-4'), orderNumber: third });
      for (let refund = 0; refund < 2; refund += 1) world.door('link-refunds', linkRefund('ORD00123', 1, false));
      world.door('link-refunds', linkRefund('ORD00200', 2));
      world.passMinutes(aDayMinutes + 1);
    },
  },
];

/** One run of the function as a process of its own, in which a call of the table or a request to Retail goes wrong. */
async function run(world: World, plan: FaultPlan) {
  const calls = portCalls(plan);
  const process = calls.startProcess();
  const table = tableWithFaults(process, world.table);
  const ended = confirmInventory({ ...world.dependencies, table }).then(
    () => undefined,
    () => undefined,
  );
  await Promise.race([ended, process.crashed]);
  return calls.trace();
}

/** What must be the same whatever went wrong on the way: conclusions, not times and versions. */
function conclusions(world: World): readonly unknown[] {
  return world.table
    .rows()
    .filter(({ sk }) => /^(EFFECT|DIFFERENCE|PAUSED|SALE)/.test(sk))
    .map(({ pk, sk, state, reason, subject, progress }: Row) => [
      pk,
      sk,
      state,
      reason,
      subject,
      withoutTimes(progress),
    ]);
}

const withoutTimes = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value, (name, one) => (name === 'at' ? undefined : one)));

async function playedWith(scenario: Scenario, plan: FaultPlan, lostRequest = 0) {
  let isDisturbed = false;
  let requests = 0;
  const wrapped = (simulator: Simulator): Simulator => ({
    changes: simulator.changes,
    handle(request, now) {
      requests += isDisturbed ? 1 : 0;
      return isDisturbed && requests === lostRequest ? noAnswer : simulator.handle(request, now);
    },
  });
  const world = confirming({ wrapped });
  await scenario.set(world);
  isDisturbed = true;
  const trace = await run(world, plan);
  isDisturbed = false;
  // Nothing was concluded too early, and the runs that follow come to the same conclusions.
  for (let again = 0; again < 2; again += 1) {
    world.passMinutes(6);
    await world.confirm();
  }
  return { trace, requests, found: conclusions(world) };
}

describe.each(scenarios)('$name', (scenario) => {
  it('is concluded alike whichever call of the table is lost, done unseen, done twice or the last of its process', async () => {
    const { trace, found } = await playedWith(scenario, noFaults);
    expect(found.length).toBeGreaterThan(1);
    const plans = trace.flatMap(({ number, operation }) =>
      faultsOf[operation].map((fault: Fault) => ({ number, fault })),
    );
    expect(plans.length).toBeGreaterThan(20);
    for (const { number, fault } of plans) {
      const disturbed = await playedWith(scenario, faultsAt({ [number]: fault }));
      expect({ number, fault, found: disturbed.found }).toEqual({ number, fault, found });
    }
  });

  it('is concluded alike whichever request Retail does not answer', async () => {
    const { requests, found } = await playedWith(scenario, noFaults);
    for (let lost = 1; lost <= requests; lost += 1) {
      const disturbed = await playedWith(scenario, noFaults, lost);
      expect({ lost, found: disturbed.found }).toEqual({ lost, found });
    }
  });
});
