import { describe, expect, it } from 'vitest';
import { confirmInventory } from '../../../functions/confirm-inventory/confirm-inventory.ts';
import { withFaults } from '../../../infra/local/simulators/faults.ts';
import { RetailNotConnectedError } from '../../../shared/retail/retail-accounts.ts';
import { readInventoryWatch } from '../../../shared/stores/inventory-watch-store.ts';
import { type LaneNotes, readLane, replaceLane } from '../../../shared/stores/lane-store.ts';
import { confirming } from '../../support/confirming.ts';
import { aShop, id } from '../../support/orders.ts';
import { retailConnection } from '../../support/simulated-retail.ts';

const { accountId } = retailConnection;

async function settled() {
  const world = confirming();
  await world.confirm();
  world.passMinutes(1);
  const before = world.requestCount();
  const noteLane = async (notes: Partial<LaneNotes>, lease?: Readonly<{ holderId: string; until: string }>) => {
    const lane = await readLane(world.table, accountId, world.clock.nowMilliseconds());
    await replaceLane(world.table, accountId, { ...lane, lease, notes: { ...lane.notes, ...notes } });
  };
  const bucketOf = (level: number) => {
    return { level, size: 90, dripPerSecond: 1, atMilliseconds: world.clock.nowMilliseconds() };
  };
  return { ...world, noteLane, bucketOf, askedSince: () => world.requestCount() - before };
}

describe('looking at a Retail account', () => {
  it('costs nothing while nothing waits, but for one look at the log every five minutes', async () => {
    const world = await settled();
    await world.confirm();
    expect(world.askedSince()).toBe(0);
    world.passMinutes(5);
    await world.confirm();
    expect(world.askedSince()).toBe(1);
  });

  it('looks for what the link is to write every minute at first, then every five', async () => {
    const world = await settled();
    const asked = async () => {
      const before = world.requestCount();
      await world.confirm();
      return world.requestCount() > before;
    };
    await world.expected();
    expect(await asked()).toBe(true);
    world.passMinutes(20);
    const minutes: boolean[] = [];
    for (let minute = 0; minute < 6; minute += 1) {
      minutes.push(await asked());
      world.passMinutes(1);
    }
    expect(minutes).toEqual([true, false, false, false, false, true]);
  });

  it('takes one search and one page of the log for all cases that wait', async () => {
    const world = await settled();
    for (let number = 1; number <= 12; number += 1) {
      await world.refunded({ caseId: id.refundCase(`CN-${number}`) });
      world.clock.advance(10_000);
    }
    const before = world.requestCount();
    world.passMinutes(1);
    expect(await world.confirm()).toEqual({ decidedCount: 12 });
    expect(world.requestCount() - before).toBe(2);
  });

  it('leaves the bucket to the lane while more than half is used, but not for longer than ten minutes', async () => {
    const world = await settled();
    await world.refunded();
    const before = world.requestCount();
    await world.noteLane({ bucket: world.bucketOf(60) });
    expect(await world.confirm()).toEqual({ decidedCount: 0 });
    expect(world.requestCount()).toBe(before);
    world.passMinutes(10);
    await world.noteLane({ bucket: world.bucketOf(60) });
    expect(await world.confirm()).toEqual({ decidedCount: 1 });
  });

  it('sends nothing that the bucket does not afford', async () => {
    const world = await settled();
    await world.refunded();
    world.passMinutes(10);
    const before = world.requestCount();
    await world.noteLane({ bucket: world.bucketOf(90) });
    expect(await world.confirm()).toEqual({ decidedCount: 0 });
    expect(world.requestCount()).toBe(before);
  });

  it('tells the lane what it used, unless somebody is working there', async () => {
    const world = await settled();
    await world.refunded();
    await world.noteLane({ bucket: world.bucketOf(0) });
    await world.confirm();
    const lane = await readLane(world.table, accountId, world.clock.nowMilliseconds());
    expect(lane.notes.bucket.level).toBeGreaterThan(0);

    await world.refunded({ caseId: id.refundCase('CN-2') });
    const lease = { holderId: 'worker', until: '2026-11-12T23:00:00.000Z' };
    await world.noteLane({ bucket: world.bucketOf(0) }, lease);
    const worked = await readLane(world.table, accountId, world.clock.nowMilliseconds());
    expect(await world.confirm()).toEqual({ decidedCount: 1 });
    expect(await readLane(world.table, accountId, world.clock.nowMilliseconds())).toEqual(worked);
  });

  it('leaves Retail alone while the lane rests', async () => {
    const world = await settled();
    await world.refunded();
    const before = world.requestCount();
    await world.noteLane({ restsUntil: '2026-11-12T23:00:00.000Z' });
    expect(await world.confirm()).toEqual({ decidedCount: 0 });
    expect(world.requestCount()).toBe(before);
  });

  it('goes on the next minute when a limiter refused', async () => {
    let limit = false;
    const limited = { status: 429, headers: { 'retry-after': '2' }, body: '' };
    const next = () => (limit ? 'limited' : undefined);
    const world = confirming({ wrapped: (simulator) => withFaults(simulator, { next, limited }) });
    await world.refunded();
    limit = true;
    expect(await world.confirm()).toEqual({ decidedCount: 0 });
    limit = false;
    expect(await world.confirm()).toEqual({ decidedCount: 1 });
  });

  it.each(['error_before', 'no_answer_before'] as const)(
    'fails as a whole when Retail does not answer: %s',
    async (fault) => {
      let isDown = false;
      const limited = { status: 429, headers: {}, body: '' };
      const next = () => (isDown ? fault : undefined);
      const world = confirming({ wrapped: (simulator) => withFaults(simulator, { next, limited }) });
      await world.refunded();
      isDown = true;
      await expect(world.confirm()).rejects.toThrow();
      isDown = false;
      expect(await world.confirm()).toEqual({ decidedCount: 1 });
    },
  );

  it('does not keep the other accounts waiting when one is not connected', async () => {
    const world = confirming();
    await world.refunded();
    const stranger = aShop({ shopId: 'a-stranger', retail: { ...retailConnection, accountId: '1' } });
    const shops = [stranger, world.shop];
    const kept: string[] = [];
    const retailOf: typeof world.dependencies.retailOf = async (shop) => {
      if (shop === stranger) throw new RetailNotConnectedError('Not connected.');
      const { client } = await world.dependencies.retailOf(shop);
      const keepAlive = async () => {
        kept.push(shop.shopId);
        return 'fresh' as const;
      };
      return { client, keepAlive };
    };
    const settings = { ...world.dependencies.settings, shops: async () => shops };
    await expect(confirmInventory({ ...world.dependencies, settings, retailOf })).rejects.toThrow('Not connected.');
    expect(await world.seen()).toMatchObject({ verdict: 'as_expected' });
    expect(kept).toEqual(['demo']);
  });
});

describe('the watermark of the log', () => {
  it('starts where the log is when an account is first looked at, and follows the refunds', async () => {
    const world = confirming();
    await world.confirm();
    const first = await readInventoryWatch(world.table, accountId);
    expect(first).toMatchObject({ watermark: 2, marks: [{ inventoryLogId: 2 }] });
    await world.refunded();
    world.door('till-sales', { customSku: 'CUP', quantity: 1 });
    world.passMinutes(6);
    await world.confirm();
    expect(await readInventoryWatch(world.table, accountId)).toMatchObject({ watermark: 3 });
  });

  it('waits for rows that are so new that earlier ones may still appear', async () => {
    const world = confirming();
    await world.confirm();
    world.passMinutes(6);
    await world.refunded();
    await world.confirm();
    expect(await readInventoryWatch(world.table, accountId)).toMatchObject({ watermark: 2 });
  });
});
