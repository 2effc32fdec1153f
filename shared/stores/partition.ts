import type { Row, SortRange, Table } from '../ports/table.ts';

/** All rows of one partition, or of a range of it, over as many pages as it takes. */
export async function readPartition(table: Table, partition: string, range?: SortRange): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const page = await table.query({ partition, range, cursor });
    rows.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return rows;
}
