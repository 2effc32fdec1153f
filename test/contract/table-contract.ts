import { beforeAll, beforeEach, describe } from 'vitest';
import type { Row, Table } from '../../shared/ports/table.ts';
import { describeReads } from './table-read-contract.ts';
import { describeWrites } from './table-write-contract.ts';

/** A table with a partition of its own for the test that is running. */
export type TableUnderTest = Readonly<{
  table(): Table;
  pk(): string;
  /** A row of that partition with the sort key `CASE`, unless the test says otherwise. */
  aRow(attributes?: Partial<Row>): Row;
}>;

/** What every table promises, whoever keeps it. `makeTable` is called once. */
export function describeTable(name: string, makeTable: () => Promise<Table>): void {
  describe(`${name} as the one table`, () => {
    let made: Table | undefined;
    let partitions = 0;
    const pk = () => `CASE#demo#${partitions}`;
    beforeAll(async () => {
      made = await makeTable();
    });
    beforeEach(() => {
      partitions += 1;
    });
    const underTest: TableUnderTest = {
      table() {
        if (!made) throw new Error('The table is not there yet.');
        return made;
      },
      pk,
      aRow: (attributes = {}) => ({ pk: pk(), sk: 'CASE', schema: 1, ...attributes }),
    };
    describeWrites(underTest);
    describeReads(underTest);
  });
}
