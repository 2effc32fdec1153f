import { describe, expect, it } from 'vitest';
import {
  effectsOfCase,
  listDueEffects,
  listUnconfirmedEffects,
  openEffect,
  readSaleEffect,
  saveEffect,
  writeOfNewEffect,
} from '../../../../shared/stores/stock-effect-store.ts';
import { simulatedTable } from '../../../simulation/world/simulated-table.ts';
import { aCorrection, aRefundSale } from '../../../support/effects.ts';

const sale = aRefundSale();
const { shopId, caseId } = sale.facts;
const dueAt = '2026-11-12T09:30:00.000Z';
const later = '2026-11-12T10:00:00.000Z';

async function opened() {
  const table = simulatedTable();
  await openEffect(table, sale, dueAt);
  const stored = await readSaleEffect(table, shopId, caseId);
  if (stored === undefined) throw new Error('The effect was not opened.');
  return { table, stored };
}

describe('the store of effects', () => {
  it('opens an effect once', async () => {
    const { table, stored } = await opened();
    expect(await openEffect(table, aRefundSale({ creditMinor: 1 }), later)).toBe('known');
    expect(await readSaleEffect(table, shopId, caseId)).toStrictEqual(stored);
  });

  it('lets one of two changes of the same version win, and tells the other', async () => {
    const { table, stored } = await opened();
    const registering = (saleId: string) =>
      saveEffect(table, { ...stored, progress: { registered: { saleId, at: dueAt } } }, dueAt);
    const [first, second] = await Promise.all([registering('1'), registering('2')]);
    expect(first?.version).toBe(2);
    expect(second).toBeUndefined();
    expect((await readSaleEffect(table, shopId, caseId))?.progress.registered?.saleId).toBe('1');
  });

  it('opens what follows from a change with it or not at all', async () => {
    const { table, stored } = await opened();
    const follows = [writeOfNewEffect(aCorrection(), dueAt)];
    const changed = { ...stored, progress: { completedAt: dueAt } };
    expect(await saveEffect(table, changed, later, follows)).toMatchObject({ version: 2 });
    expect(
      await saveEffect(table, changed, later, [writeOfNewEffect(aCorrection({ correctionNumber: 2 }), dueAt)]),
    ).toBe(undefined);
    expect((await effectsOfCase(table, shopId, caseId)).map(({ kind }) => kind)).toStrictEqual([
      'correction',
      'refund_sale',
    ]);
  });

  it('lists an effect in its lane when it is due, and from completion on among what the log must show', async () => {
    const { table, stored } = await opened();
    const inLane = async (now: string) => (await listDueEffects(table, '77', 'live', now, { limit: 10 })).items.length;
    expect(await inLane('2026-11-12T09:29:59.999Z')).toBe(0);
    expect(await inLane(dueAt)).toBe(1);
    await saveEffect(table, { ...stored, progress: { completedAt: dueAt } }, later);
    expect(await inLane(later)).toBe(0);
    expect((await listUnconfirmedEffects(table, '77', later, { limit: 10 })).items).toMatchObject([
      { kind: 'refund_sale' },
    ]);
  });

  it('leaves out an effect that the index still shows where it no longer is', async () => {
    const { table, stored } = await opened();
    await saveEffect(table, { ...stored, progress: { completedAt: dueAt } }, later);
    const stale = {
      ...table,
      queryIndex: (...query: Parameters<typeof table.queryIndex>) => table.queryStaleIndex(...query, 1),
    };
    expect((await listDueEffects(stale, '77', 'live', later, { limit: 10 })).items).toStrictEqual([]);
  });
});
