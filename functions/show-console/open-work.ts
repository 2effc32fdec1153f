import type { ShopId } from '../../shared/domain/ids.ts';
import type { Table } from '../../shared/ports/table.ts';
import { listDifferences } from '../../shared/stores/difference-list.ts';
import type { StoredDifference } from '../../shared/stores/difference-store.ts';
import { listOpenTasks, type StoredTask } from '../../shared/stores/refund-task-store.ts';
import { type CollectedRows, collectRows } from '../../shared/views/collected-rows.ts';

/** What is open in a shop. */
export type OpenWork = Readonly<{ tasks: CollectedRows<StoredTask>; differences: CollectedRows<StoredDifference> }>;

const rowsOfPage = 100;
// What a page that is looked at every few seconds may read.
const mostRows = 1_000;

const manyRows = 200;

/** After how many seconds a page asks again for what it shows of this much work: reading a thousand rows is not free. */
export const refreshSecondsOf = ({ tasks, differences }: OpenWork): number =>
  tasks.items.length + differences.items.length > manyRows ? 30 : 5;

/** The open tasks and differences of a shop, as far as a page looks through them. */
export async function openWork(table: Table, shopId: ShopId): Promise<OpenWork> {
  const [tasks, differences] = await Promise.all([
    collectRows((cursor) => listOpenTasks(table, shopId, rowsOfPage, cursor), {
      idOf: ({ facts }) => facts.taskId,
      mostRows,
    }),
    collectRows((cursor) => listDifferences(table, shopId, rowsOfPage, cursor), {
      idOf: ({ differenceId }) => differenceId,
      mostRows,
    }),
  ]);
  return { tasks, differences };
}
