import { describe, expect, it } from 'vitest';
import { resumeEndpoint } from '../../../functions/resume-lane/resume-lane.ts';
import type { Caller } from '../../../shared/lambda/authenticate.ts';
import { auditOfCase } from '../../../shared/stores/audit-store.ts';
import { pausedShops, writeOfPause } from '../../../shared/stores/paused-shop-store.ts';
import { readLaneView } from '../../../shared/views/lane-view.ts';
import { stockView } from '../../../shared/views/stock-view.ts';
import { anEffect, aWorld, effectsIn, goods, shopId } from '../../support/lane-checks.ts';
import { id } from '../../support/orders.ts';
import { retailConnection } from '../../support/simulated-retail.ts';

const { accountId } = retailConnection;

describe('the view of a lane', () => {
  it('says what waits and how long it will take at the pace that Retail allows', async () => {
    const world = aWorld();
    for (let number = 1; number <= 30; number += 1) {
      await world.open(anEffect({ caseId: id.refundCase(`CN-${number}`), priority: 'backlog' }));
    }
    const now = world.clock.now();
    expect(await readLaneView(world.table, accountId, now)).toMatchObject({
      waiting: { live: 0, backlog: 30 },
      secondsToEmpty: 30 * 8.5 - (90 - 2 - 45),
      isWorked: false,
      stoppedShops: [],
    });
    await world.workUntilQuiet();
    expect(await readLaneView(world.table, accountId, world.clock.now())).toMatchObject({
      waiting: { live: 0, backlog: 0 },
      secondsToEmpty: 0,
    });
  });
});

describe('the view of an effect', () => {
  it('shows the sale and the correction with what they are found by in Retail', async () => {
    const world = aWorld();
    await world.open(anEffect({ updateInventory: false, goods: [goods('MUG', 1, 1000)] }));
    await world.workUntilQuiet();
    expect((await effectsIn(world)).map(stockView)).toMatchObject([
      { kind: 'correction', itemId: '1', change: -1, state: 'confirmed', inventoryLogId: 5 },
      { kind: 'refund_sale', saleId: '1', state: 'completed', goods: [{ sku: 'MUG', itemId: '1' }] },
    ]);
  });

  it('says why it waits for a person', async () => {
    const world = aWorld();
    await world.open(anEffect({ creditMinor: 0, goods: [goods('GONE', 1, 1000)] }));
    await world.workUntilQuiet();
    expect((await effectsIn(world)).map(stockView)).toMatchObject([
      { state: 'held', sentence: 'None of its articles was found in Retail' },
    ]);
  });
});

describe('resuming a shop', () => {
  it('lets it go on and wakes its lane, also when it is asked twice, and says once in the trail who wanted it', async () => {
    const world = aWorld();
    const settings = { shop: async () => world.shop, shops: async () => [world.shop] };
    const endpoint = resumeEndpoint({ ...world, settings });
    const caseId = id.refundCase('CN-1');
    await world.table.put(writeOfPause(accountId, { shopId, caseId, saleId: '9', pausedAt: world.clock.now() }).row);
    expect(await pausedShops(world.table, accountId)).toHaveLength(1);
    const anna: Caller = { subject: 'anna', role: 'operator', seesAllShops: true, maySeeShop: () => true };
    const request = { path: { shopId }, query: {}, body: undefined, caller: anna };
    expect(await endpoint(request)).toMatchObject({ status: 200 });
    expect(await endpoint(request)).toMatchObject({ status: 200 });
    expect(await pausedShops(world.table, accountId)).toEqual([]);
    expect(await auditOfCase(world.table, shopId, caseId)).toMatchObject([
      { by: 'anna', action: 'stock_resumed', subject: '9', details: { accountId } },
    ]);
    expect(world.laneQueue.messages()).toHaveLength(2);
  });
});
