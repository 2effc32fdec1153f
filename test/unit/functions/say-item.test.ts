import { describe, expect, it } from 'vitest';
import { sayItem } from '../../../functions/record-decision/say-item.ts';
import { listDifferences } from '../../../shared/stores/difference-list.ts';
import { anEffect, changesIn, goods, statesIn, worked } from '../../support/lane-checks.ts';
import { id } from '../../support/orders.ts';

const shopId = id.shop('demo');
const unknown = goods('GONE', 1, 999, '2');

/** A refund sale that was worked, with people who say which item its unknown line is. */
async function world(effect: Parameters<typeof worked>[0]) {
  const lane = await worked(effect);
  const { table, clock, shop } = lane;
  const asked = async () => (await listDifferences(table, shopId, 10)).items;
  const say = async (itemId: string, seen = '1') => {
    const [difference] = await asked();
    if (difference === undefined) throw new Error('Nothing asks for an item.');
    const decider = { shop: { ...shop, shopId }, by: 'anna', isAdmin: false, seen };
    return sayItem({ table, clock }, decider, { differenceId: difference.differenceId, itemId });
  };
  return { ...lane, asked, say };
}

describe('an article that no search found in Retail', () => {
  it('comes back by a correction of its own once a person says which one it is, and once only', async () => {
    const lane = await world(anEffect({ creditMinor: 1999, goods: [goods('MUG', 1, 1000), unknown] }));
    expect((await lane.asked()).map(({ reason }) => reason)).toEqual(['item_unknown']);
    const [difference] = await lane.asked();
    expect(await lane.say('2')).toMatchObject({
      kind: 'decided',
      difference: { state: 'settled', said: { itemId: '2' } },
    });
    await lane.workUntilQuiet();
    await lane.workUntilQuiet();
    expect(changesIn(lane)).toContainEqual(expect.stringMatching(/^2: 1 /));
    expect(changesIn(lane)).toHaveLength(2);
    expect(statesIn(lane)).toEqual(['EFFECT#SALE completed', 'EFFECT#QOH#20002 confirmed']);
    expect(await lane.asked()).toEqual([]);
    const again = { shop: { ...lane.shop, shopId }, by: 'anna', isAdmin: false, seen: '1' };
    const differenceId = difference?.differenceId;
    if (differenceId === undefined) throw new Error('There was no difference.');
    expect(await sayItem(lane, again, { differenceId, itemId: '2' })).toMatchObject({ kind: 'decided' });
    expect(await sayItem(lane, { ...again, seen: '2' }, { differenceId, itemId: '1' })).toEqual({
      kind: 'refused',
      code: 'difference_not_open',
    });
    await lane.workUntilQuiet();
    expect(changesIn(lane)).toHaveLength(2);
  });

  it('moves nothing more where the inventory is not to be updated', async () => {
    const lane = await world(
      anEffect({ creditMinor: 1999, updateInventory: false, goods: [goods('MUG', 1, 1000), unknown] }),
    );
    const before = changesIn(lane);
    await lane.say('2');
    await lane.workUntilQuiet();
    expect(changesIn(lane)).toEqual(before);
    expect(await lane.asked()).toEqual([]);
  });

  it('lets a refund sale go on that was held because nothing of it was known', async () => {
    const lane = await world(anEffect({ creditMinor: 0, goods: [unknown] }));
    expect(statesIn(lane)).toEqual(['EFFECT#SALE held']);
    await lane.say('2');
    await lane.workUntilQuiet();
    expect(statesIn(lane)).toEqual(['EFFECT#SALE completed']);
    expect(changesIn(lane)).toEqual(['2: 1 RefundAddInventory']);
  });

  it('is corrected elsewhere where Lightspeed’s own link writes the stock', async () => {
    const lane = await world(anEffect({ creditMinor: 1999, goods: [goods('MUG', 1, 1000), unknown] }));
    const [difference] = await lane.asked();
    if (difference === undefined) throw new Error('Nothing asks for an item.');
    const row = lane.table.rows().find(({ sk }) => sk === 'EFFECT#SALE');
    if (row === undefined) throw new Error('There is no sale.');
    const facts = typeof row.facts === 'object' && !Array.isArray(row.facts) ? row.facts : {};
    await lane.table.put({ ...row, facts: { ...facts, writer: 'link' } });
    expect(await lane.say('2')).toEqual({ kind: 'refused', code: 'stock_not_ours' });
  });
});
