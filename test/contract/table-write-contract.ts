import { beforeEach, describe, expect, it } from 'vitest';
import { ConditionRefusedError, TableRequestInvalidError, TransactionRefusedError } from '../../shared/ports/table.ts';
import type { TableUnderTest } from './table-contract.ts';

/** What every table promises of rows, conditions, updates, transactions and limits. */
export function describeWrites({ table, pk, aRow }: TableUnderTest): void {
  describe('rows', () => {
    it('gives a row back as it was stored, without undefined members', async () => {
      const row = aRow({
        version: 3,
        isOpen: true,
        amountMinor: -1299,
        ratio: 0.1,
        title: '',
        lines: [{ sku: 'A', tags: [], left: undefined }, 'é', 0, false],
        left: undefined,
      });
      await table().put(row);
      expect(await table().get(row)).toStrictEqual({
        pk: pk(),
        sk: 'CASE',
        schema: 1,
        version: 3,
        isOpen: true,
        amountMinor: -1299,
        ratio: 0.1,
        title: '',
        lines: [{ sku: 'A', tags: [] }, 'é', 0, false],
      });
    });

    it('knows nothing of a row that was never stored', async () => {
      expect(await table().get({ pk: pk(), sk: 'CASE' })).toBeUndefined();
    });

    it('replaces the whole row', async () => {
      await table().put(aRow({ version: 1, note: 'first' }));
      await table().put(aRow({ version: 2 }));
      expect(await table().get({ pk: pk(), sk: 'CASE' })).toStrictEqual(aRow({ version: 2 }));
    });

    it('keeps its rows apart from the objects of its callers', async () => {
      const lines = [{ sku: 'A' }];
      await table().put(aRow({ lines }));
      lines.push({ sku: 'B' });
      expect(await table().get({ pk: pk(), sk: 'CASE' })).toStrictEqual(aRow({ lines: [{ sku: 'A' }] }));
    });

    it('reads many rows in the order of the keys and leaves out what is missing', async () => {
      for (const sk of ['A', 'B', 'C']) await table().put(aRow({ sk }));
      const rows = await table().getMany(['C', 'missing', 'A', 'C'].map((sk) => ({ pk: pk(), sk })));
      expect(rows.map((row) => row.sk)).toStrictEqual(['C', 'A', 'C']);
      expect(await table().getMany([])).toStrictEqual([]);
    });

    it('refuses more than 100 keys in one read', async () => {
      const keys = Array.from({ length: 101 }, (_, number) => ({ pk: pk(), sk: `${number}` }));
      await expect(table().getMany(keys)).rejects.toBeInstanceOf(TableRequestInvalidError);
    });
  });

  describe('conditions', () => {
    const stored = () => aRow({ version: 2, state: 'open', dueDays: 14 });
    beforeEach(() => table().put(stored()));

    it.each([
      ['version_equals', { kind: 'version_equals', version: 2 }],
      ['attribute_equals', { kind: 'attribute_equals', attribute: 'state', value: 'open' }],
      ['attribute_at_least, equal', { kind: 'attribute_at_least', attribute: 'dueDays', value: 14 }],
      ['attribute_at_least, more', { kind: 'attribute_at_least', attribute: 'dueDays', value: 13 }],
    ] as const)('writes when it holds: %s', async (_, condition) => {
      await table().put(aRow({ version: 9 }), condition);
      expect(await table().get({ pk: pk(), sk: 'CASE' })).toStrictEqual(aRow({ version: 9 }));
    });

    it.each([
      ['absent', { kind: 'absent' }],
      ['version_equals', { kind: 'version_equals', version: 1 }],
      ['attribute_equals', { kind: 'attribute_equals', attribute: 'state', value: 'closed' }],
      ['attribute_equals of another type', { kind: 'attribute_equals', attribute: 'version', value: '2' }],
      ['attribute_equals of nothing', { kind: 'attribute_equals', attribute: 'nothing', value: false }],
      ['attribute_at_least', { kind: 'attribute_at_least', attribute: 'dueDays', value: 15 }],
      ['attribute_at_least of text', { kind: 'attribute_at_least', attribute: 'state', value: 1 }],
    ] as const)('refuses otherwise, leaves all as it was and shows what stood in the way: %s', async (_, condition) => {
      const refusal = await table()
        .put(aRow({ version: 9 }), condition)
        .catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(ConditionRefusedError);
      expect(refusal).toMatchObject({ existing: stored() });
      expect(await table().get({ pk: pk(), sk: 'CASE' })).toStrictEqual(stored());
    });

    it('refuses what asks something of a row that is not there, with nothing in the way', async () => {
      const condition = { kind: 'version_equals', version: 1 } as const;
      const refusal = await table()
        .put(aRow({ sk: 'OTHER' }), condition)
        .catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(ConditionRefusedError);
      expect(refusal).toMatchObject({ existing: undefined });
    });
  });

  describe('updates', () => {
    it('set and remove single attributes and leave the others', async () => {
      await table().put(aRow({ version: 1, note: 'x', state: 'open' }));
      const condition = { kind: 'version_equals', version: 1 } as const;
      await table().update({ key: aRow(), set: { version: 2, lines: [1] }, remove: ['note', 'nothing'], condition });
      expect(await table().get({ pk: pk(), sk: 'CASE' })).toStrictEqual(
        aRow({ version: 2, state: 'open', lines: [1] }),
      );
    });

    it('make a row that is missing when nothing is asked of it', async () => {
      await table().update({ key: { pk: pk(), sk: 'CASE' }, set: { schema: 1, seen: 1 } });
      expect(await table().get({ pk: pk(), sk: 'CASE' })).toStrictEqual(aRow({ seen: 1 }));
    });

    it('never make a row when something is asked of it', async () => {
      const condition = { kind: 'attribute_at_least', attribute: 'seen', value: 0 } as const;
      const update = table().update({ key: { pk: pk(), sk: 'CASE' }, set: { schema: 1 }, condition });
      await expect(update).rejects.toBeInstanceOf(ConditionRefusedError);
      expect(await table().get({ pk: pk(), sk: 'CASE' })).toBeUndefined();
    });

    it('cannot change the key, nor set and remove the same attribute', async () => {
      await table().put(aRow());
      const moved = table().update({ key: aRow(), set: { sk: 'OTHER' } });
      await expect(moved).rejects.toBeInstanceOf(TableRequestInvalidError);
      const both = table().update({ key: aRow(), set: { note: 'x' }, remove: ['note'] });
      await expect(both).rejects.toBeInstanceOf(TableRequestInvalidError);
    });
  });

  describe('transactions', () => {
    it('write all of their parts', async () => {
      await table().put(aRow({ sk: 'LEDGER', version: 1 }));
      await table().put(aRow({ sk: 'LEASE', version: 4 }));
      await table().transact([
        { kind: 'put', row: aRow(), condition: { kind: 'absent' } },
        {
          kind: 'update',
          key: { pk: pk(), sk: 'LEDGER' },
          set: { version: 2 },
          condition: { kind: 'version_equals', version: 1 },
        },
        { kind: 'check', key: { pk: pk(), sk: 'LEASE' }, condition: { kind: 'version_equals', version: 4 } },
      ]);
      const { items } = await table().query({ partition: pk() });
      expect(items.map((row) => [row.sk, row.version])).toStrictEqual([
        ['CASE', undefined],
        ['LEASE', 4],
        ['LEDGER', 2],
      ]);
    });

    it('write none of their parts when one is refused, and say which and what stood in its way', async () => {
      await table().put(aRow({ sk: 'LEDGER', version: 1 }));
      const refusal = await table()
        .transact([
          { kind: 'put', row: aRow() },
          { kind: 'put', row: aRow({ sk: 'LEDGER', version: 2 }), condition: { kind: 'absent' } },
          { kind: 'check', key: { pk: pk(), sk: 'LEASE' }, condition: { kind: 'version_equals', version: 1 } },
        ])
        .catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(TransactionRefusedError);
      expect(refusal).toMatchObject({
        reasons: [
          { kind: 'none' },
          { kind: 'condition', existing: aRow({ sk: 'LEDGER', version: 1 }) },
          { kind: 'condition', existing: undefined },
        ],
      });
      const { items } = await table().query({ partition: pk() });
      expect(items).toStrictEqual([aRow({ sk: 'LEDGER', version: 1 })]);
    });

    it('take up to 100 writes, each on a key of its own', async () => {
      const rows = Array.from({ length: 101 }, (_, number) => aRow({ sk: `${number}` }));
      const puts = rows.map((row) => ({ kind: 'put', row }) as const);
      await table().transact(puts.slice(0, 100));
      await expect(table().transact(puts)).rejects.toBeInstanceOf(TableRequestInvalidError);
      await expect(table().transact([])).rejects.toBeInstanceOf(TableRequestInvalidError);
      const twice = [puts[0], puts[0]].flatMap((put) => put ?? []);
      await expect(table().transact(twice)).rejects.toBeInstanceOf(TableRequestInvalidError);
    });
  });

  describe('limits', () => {
    it('refuses a row beyond 400 kB, written at once or grown by an update', async () => {
      const largest = 'x'.repeat(400 * 1024 - 200);
      await table().put(aRow({ largest }));
      await expect(table().put(aRow({ largest: 'x'.repeat(400 * 1024) }))).rejects.toBeInstanceOf(
        TableRequestInvalidError,
      );
      const grown = table().update({ key: aRow(), set: { more: 'x'.repeat(400) } });
      await expect(grown).rejects.toBeInstanceOf(TableRequestInvalidError);
    });

    it('refuses a transaction beyond 4 MB', async () => {
      const text = 'x'.repeat(390_000);
      const puts = Array.from(
        { length: 11 },
        (_, number) => ({ kind: 'put', row: aRow({ sk: `${number}`, text }) }) as const,
      );
      await expect(table().transact(puts)).rejects.toBeInstanceOf(TableRequestInvalidError);
    });

    it('refuses a key that is empty or too long, and a number that is none', async () => {
      await expect(table().put(aRow({ sk: '' }))).rejects.toBeInstanceOf(TableRequestInvalidError);
      await expect(table().put(aRow({ sk: 'x'.repeat(1025) }))).rejects.toBeInstanceOf(TableRequestInvalidError);
      await expect(table().get({ pk: '', sk: 'CASE' })).rejects.toBeInstanceOf(TableRequestInvalidError);
      await expect(table().put(aRow({ amount: Number.NaN }))).rejects.toBeInstanceOf(TableRequestInvalidError);
      await expect(table().put(aRow({ amount: 1e126 }))).rejects.toBeInstanceOf(TableRequestInvalidError);
    });
  });
}
