import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import type { Table } from '../../shared/ports/table.ts';
import { simulatedTable } from '../simulation/world/simulated-table.ts';
import { type Dynoxide, startDynoxide } from '../support/dynoxide.ts';
import { firstDifference } from './table-operations.ts';

describe('the simulated table beside DynamoDB', () => {
  let dynoxide: Dynoxide;
  beforeAll(async () => {
    dynoxide = await startDynoxide();
  });
  afterAll(() => dynoxide.stop());

  const freshTable = async () => dynamoTable(dynoxide.client, await dynoxide.freshTable());

  it('answers 10,000 operations of every kind alike: rows, pages, cursors, refusals and their reasons', async () => {
    const differences = await Promise.all(
      [1, 2, 3, 4].map(async (seed) =>
        firstDifference(await freshTable(), simulatedTable(), { seed, operations: 2_500 }),
      ),
    );
    expect(differences).toStrictEqual([undefined, undefined, undefined, undefined]);
  }, 180_000);

  it.each([
    ['forgets that a condition was refused', (table: Table): Table => ({ ...table, put: (row) => table.put(row) })],
    [
      'does not say which row stood in the way',
      (table: Table): Table => ({
        ...table,
        put: (row, condition) =>
          table.put(row, condition).catch((error: unknown) => {
            throw Object.assign(Object(error), { existing: undefined });
          }),
      }),
    ],
    [
      'leaves the last key out of an index',
      (table: Table): Table => ({
        ...table,
        queryIndex: async (index, query) => {
          const page = await table.queryIndex(index, query);
          return { ...page, items: page.items.slice(0, -1) };
        },
      }),
    ],
    [
      'writes a transaction part by part',
      (table: Table): Table => ({
        ...table,
        transact: async (writes) => {
          for (const write of writes) await table.transact([write]);
        },
      }),
    ],
  ])(
    'is told apart from a table that %s',
    async (_, lying) => {
      const difference = await firstDifference(await freshTable(), lying(simulatedTable()), {
        seed: 20261112,
        operations: 1_000,
      });
      expect(difference).toBeDefined();
    },
    60_000,
  );
});
