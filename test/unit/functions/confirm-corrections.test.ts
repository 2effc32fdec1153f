import { describe, expect, it } from 'vitest';
import { correctionEffectOf } from '../../../shared/domain/ids.ts';
import { readItemInHand, writeOfItemInHand } from '../../../shared/stores/item-in-hand-store.ts';
import { confirming } from '../../support/confirming.ts';
import { aCorrection } from '../../support/effects.ts';
import { id } from '../../support/orders.ts';
import { retailConnection } from '../../support/simulated-retail.ts';

const mugs = { accountId: retailConnection.accountId, retailShopId: '1', itemId: '1' };
const holder = correctionEffectOf(id.shop('demo'), id.refundCase('CN-1'), 1);

type World = ReturnType<typeof confirming>;

async function newestLogId({ client }: World): Promise<number> {
  const { value } = await client.listInventoryLog({ newestFirst: true, limit: 1 });
  return value.items[0]?.inventoryLogId ?? 0;
}

async function takeInHand({ table }: World, next: Parameters<typeof writeOfItemInHand>[2]): Promise<void> {
  await table.transact([writeOfItemInHand(mugs, await readItemInHand(table, mugs), next)]);
}

/** Our refund without Update inventory, whose correction is done, settled and seen. */
async function corrected(): Promise<World> {
  const world = confirming();
  await world.confirm();
  await world.refunded({ updateInventory: false });
  await world.open(aCorrection(mugs));
  await takeInHand(world, { holder });
  await world.corrected(10);
  await takeInHand(world, { settled: [await newestLogId(world)] });
  await passAndConfirm(world);
  return world;
}

async function passAndConfirm(world: World): Promise<void> {
  world.passMinutes(6);
  await world.confirm();
}

const writes = (world: World, quantityOnHand: number) =>
  world.client.setQuantityOnHand({ itemId: '1', shopId: '1', quantityOnHand });

describe('the log of an article that Avoir corrected', () => {
  it('is right with the row that the correction was settled with', async () => {
    const world = await corrected();
    await passAndConfirm(world);
    expect(await world.differences()).toEqual([]);
    expect(await world.seen()).toMatchObject({ verdict: 'as_expected' });
  });

  it('shows a wrong quantity when a request of ours was done after it had been given up', async () => {
    const world = await corrected();
    await writes(world, 12);
    const lateLogId = await newestLogId(world);
    await passAndConfirm(world);
    await passAndConfirm(world);
    expect(await world.differences()).toEqual(['stock_wrong_quantity 1']);
    expect(await world.evidence()).toMatchObject([{ seenUnits: 2, rowCount: 1, inventoryLogIds: String(lateLogId) }]);
    const { rows = [], ...seen } = (await world.seen()) ?? {};
    expect(seen).toMatchObject({ verdict: 'differs' });
    expect(rows.map(({ quantityChange }) => quantityChange)).toEqual([1, -1, 2]);
  });

  it('is judged only when no correction has the article in hand', async () => {
    const world = await corrected();
    await takeInHand(world, { holder });
    await writes(world, 9);
    for (let minutes = 0; minutes < 30; minutes += 6) await passAndConfirm(world);
    expect(await world.differences()).toEqual([]);
    await takeInHand(world, {});
    await passAndConfirm(world);
    expect(await world.differences()).toEqual(['stock_wrong_quantity 1']);
  });

  it('is not judged where so much was settled since that it is no longer known what', async () => {
    const world = await corrected();
    await writes(world, 9);
    const unknown = await newestLogId(world);
    const since = Array.from({ length: 50 }, (_, index) => unknown + 1 + index);
    await takeInHand(world, { settled: since });
    await passAndConfirm(world);
    expect(await world.differences()).toEqual([]);
  });

  it('shows what somebody else counted, which is nobody’s mistake', async () => {
    const world = confirming();
    await world.confirm();
    await writes(world, 4);
    await passAndConfirm(world);
    expect(world.table.rows().filter(({ sk }) => sk.startsWith('DIFFERENCE'))).toEqual([]);
  });
});
