import type { ShopId } from '../domain/ids.ts';
import type { Table } from '../ports/table.ts';
import { listDifferences } from '../stores/difference-list.ts';
import type { StoredDifference } from '../stores/difference-store.ts';
import { listOpenTasks, type StoredTask } from '../stores/refund-task-store.ts';
import { type CollectedRows, collectRows } from './collected-rows.ts';

/** What is open in a shop. */
export type OpenWork = Readonly<{ tasks: CollectedRows<StoredTask>; differences: CollectedRows<StoredDifference> }>;

const rowsOfPage = 100;

/** The open tasks and differences of a shop, as far as `mostRows` of each goes. */
export async function readOpenWork(table: Table, shopId: ShopId, mostRows: number): Promise<OpenWork> {
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
