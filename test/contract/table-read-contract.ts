import { beforeEach, describe, expect, it } from 'vitest';
import { CursorInvalidError, type Table, TableRequestInvalidError } from '../../shared/ports/table.ts';
import type { TableUnderTest } from './table-contract.ts';

/** What every table promises of queries, cursors and indexes. */
export function describeReads({ table, pk, aRow }: TableUnderTest): void {
  describe('queries', () => {
    beforeEach(async () => {
      for (const sk of ['TASK#2', 'CASE', 'TASK#1', 'TASK#10', 'TASKS', 'é']) await table().put(aRow({ sk }));
    });
    const sortKeys = async (query: Omit<Parameters<Table['query']>[0], 'partition'>) =>
      (await table().query({ partition: pk(), ...query })).items.map((row) => row.sk);

    it('read a partition in the order of the bytes of its sort keys, both ways', async () => {
      const inOrder = ['CASE', 'TASK#1', 'TASK#10', 'TASK#2', 'TASKS', 'é'];
      expect(await sortKeys({})).toStrictEqual(inOrder);
      expect(await sortKeys({ descending: true })).toStrictEqual(inOrder.toReversed());
      expect(await sortKeys({ range: { kind: 'prefix', prefix: '' } })).toStrictEqual(inOrder);
    });

    it('read a prefix or a span, both bounds included', async () => {
      expect(await sortKeys({ range: { kind: 'prefix', prefix: 'TASK#' } })).toStrictEqual([
        'TASK#1',
        'TASK#10',
        'TASK#2',
      ]);
      expect(await sortKeys({ range: { kind: 'between', from: 'TASK#1', to: 'TASK#2' } })).toStrictEqual([
        'TASK#1',
        'TASK#10',
        'TASK#2',
      ]);
      expect(await sortKeys({ range: { kind: 'prefix', prefix: 'X' } })).toStrictEqual([]);
    });

    it('go on where the cursor stands, also when rows were added in between', async () => {
      const first = await table().query({ partition: pk(), limit: 2 });
      await table().put(aRow({ sk: 'A' }));
      const second = await table().query({ partition: pk(), limit: 9, ...(first.cursor && { cursor: first.cursor }) });
      expect([...first.items, ...second.items].map((row) => row.sk)).toStrictEqual([
        'CASE',
        'TASK#1',
        'TASK#10',
        'TASK#2',
        'TASKS',
        'é',
      ]);
      expect(second.cursor).toBeUndefined();
    });

    it('refuse a cursor that somebody made up', async () => {
      for (const cursor of [
        '',
        'x',
        Buffer.from('["a","b"]').toString('base64url'),
        Buffer.from('{}').toString('base64url'),
      ]) {
        await expect(table().query({ partition: pk(), cursor })).rejects.toBeInstanceOf(CursorInvalidError);
      }
      const cursor = Buffer.from('["a"]').toString('base64url');
      await expect(table().queryIndex('work', { partition: pk(), cursor })).rejects.toBeInstanceOf(CursorInvalidError);
    });

    it('refuse a span whose end comes before its start, an empty partition and a limit of nothing', async () => {
      const backwards = { partition: pk(), range: { kind: 'between', from: 'b', to: 'a' } } as const;
      await expect(table().query(backwards)).rejects.toBeInstanceOf(TableRequestInvalidError);
      await expect(table().query({ partition: '' })).rejects.toBeInstanceOf(TableRequestInvalidError);
      await expect(table().query({ partition: pk(), limit: 0 })).rejects.toBeInstanceOf(TableRequestInvalidError);
    });
  });

  describe('indexes', () => {
    it('hold only the rows that carry both attributes, as keys, in their order', async () => {
      const workKey = `due#${pk()}`;
      await table().put(aRow({ sk: 'A', workKey, workOrder: '2026-11-13' }));
      await table().put(aRow({ sk: 'B', workKey, workOrder: '2026-11-12' }));
      await table().put(aRow({ sk: 'C', workKey }));
      await table().put(aRow({ sk: 'D', workOrder: '2026-11-11' }));
      expect(await table().queryIndex('work', { partition: workKey })).toStrictEqual({
        items: [
          { pk: pk(), sk: 'B' },
          { pk: pk(), sk: 'A' },
        ],
      });
      const until = { partition: workKey, range: { kind: 'between', from: '0', to: '2026-11-12' } } as const;
      expect((await table().queryIndex('work', until)).items).toStrictEqual([{ pk: pk(), sk: 'B' }]);
      await table().update({ key: { pk: pk(), sk: 'B' }, set: {}, remove: ['workKey', 'workOrder'] });
      expect((await table().queryIndex('work', { partition: workKey })).items).toStrictEqual([{ pk: pk(), sk: 'A' }]);
    });

    it('are read page by page', async () => {
      const amountKey = `EUR#${pk()}`;
      for (const sk of ['A', 'B', 'C']) await table().put(aRow({ sk, amountKey, amountOrder: `1#${sk}` }));
      const first = await table().queryIndex('amount', { partition: amountKey, limit: 2, descending: true });
      expect(first.items.map(({ sk }) => sk)).toStrictEqual(['C', 'B']);
      const rest = { partition: amountKey, limit: 2, descending: true, cursor: first.cursor ?? 'missing' };
      expect((await table().queryIndex('amount', rest)).items.map(({ sk }) => sk)).toStrictEqual(['A']);
    });

    it.each([
      ['a number', 5],
      ['empty text', ''],
      ['a flag', true],
    ])('take only text that is not empty: %s is refused', async (_, workKey) => {
      await expect(table().put(aRow({ workKey, workOrder: '1' }))).rejects.toBeInstanceOf(TableRequestInvalidError);
      const update = table().update({ key: aRow(), set: { schema: 1, workKey } });
      await expect(update).rejects.toBeInstanceOf(TableRequestInvalidError);
      expect(await table().get(aRow())).toBeUndefined();
    });
  });
}
