import { beforeEach, describe, expect, it } from 'vitest';
import { listDifferences } from '../../../../shared/stores/difference-list.ts';
import {
  differencesOfCase,
  type FoundDifference,
  raiseDifference,
  resolveDifference,
} from '../../../../shared/stores/difference-store.ts';
import { type SimulatedTable, simulatedTable } from '../../../simulation/world/simulated-table.ts';
import { id } from '../../../support/orders.ts';

const shopId = id.shop('demo');
const caseId = id.refundCase('CN-1');
const found: FoundDifference = {
  shopId,
  reason: 'stock_missing',
  caseId,
  orderNumber: id.order('ORD00123'),
  subject: 'item-5',
  amountMinor: 1000,
  currency: 'EUR',
  evidence: { expected: 1, seen: 0 },
  raisedAt: '2026-11-12T10:00:00.000Z',
};
const later = '2026-11-13T10:00:00.000Z';

let table: SimulatedTable;
beforeEach(() => {
  table = simulatedTable();
});

describe('a difference', () => {
  it('is raised once, however often it is found', async () => {
    expect(await raiseDifference(table, found)).toBe('raised');
    expect(await raiseDifference(table, { ...found, raisedAt: later })).toBe('known');
    expect(await differencesOfCase(table, shopId, caseId)).toMatchObject([
      { differenceId: 'case~CN-1~stock_missing~item-5', state: 'open', raisedAt: found.raisedAt, amountMinor: 1000 },
    ]);
  });

  it('is one of several where its subject is another, or where an order has no case', async () => {
    await raiseDifference(table, found);
    await raiseDifference(table, { ...found, subject: 'item-6' });
    await raiseDifference(table, { ...found, reason: 'order_changed', caseId: undefined, subject: undefined });
    const { items } = await listDifferences(table, shopId, 50);
    expect(items.map(({ differenceId }) => differenceId).toSorted()).toEqual([
      'case~CN-1~stock_missing~item-5',
      'case~CN-1~stock_missing~item-6',
      'order~ORD00123~order_changed',
    ]);
  });

  it('leaves the list when it is no longer so, and comes back when it is so again', async () => {
    await raiseDifference(table, found);
    await resolveDifference(table, found, later);
    await resolveDifference(table, found, later);
    expect((await listDifferences(table, shopId, 50)).items).toEqual([]);
    expect(await raiseDifference(table, { ...found, raisedAt: later })).toBe('raised');
    expect((await listDifferences(table, shopId, 50)).items).toMatchObject([{ raisedAt: later, state: 'open' }]);
  });

  it('can be resolved before it was ever raised, which changes nothing', async () => {
    await resolveDifference(table, found, later);
    expect(table.rows()).toEqual([]);
  });
});
