import type { ShopId } from '../../shared/domain/ids.ts';
import type { Table } from '../../shared/ports/table.ts';
import { type OpenWork, readOpenWork } from '../../shared/views/open-work.ts';

// What a page that is looked at every few seconds may read.
const mostRows = 1_000;

const manyRows = 200;

/** After how many seconds a page asks again for what it shows of this much work: reading a thousand rows is not free. */
export const refreshSecondsOf = ({ tasks, differences }: OpenWork): number =>
  tasks.items.length + differences.items.length > manyRows ? 30 : 5;

/** The open tasks, differences and questions of a shop, as far as a page looks through them. */
export const openWork = (table: Table, shopId: ShopId): Promise<OpenWork> => readOpenWork(table, shopId, mostRows);
