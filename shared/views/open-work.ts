import type { ShopId } from '../domain/ids.ts';
import type { Table } from '../ports/table.ts';
import { listDifferences } from '../stores/difference-list.ts';
import type { StoredDifference } from '../stores/difference-store.ts';
import { listWaitingCases, type StoredCase } from '../stores/refund-case-store.ts';
import { listOpenTasks, type StoredTask } from '../stores/refund-task-store.ts';
import { type CollectedRows, collectRows } from './collected-rows.ts';

/** What is open in a shop. `questions` are the cases that wait for an answer and are no difference. */
export type OpenWork = Readonly<{
  tasks: CollectedRows<StoredTask>;
  differences: CollectedRows<StoredDifference>;
  questions: CollectedRows<StoredCase>;
}>;

const rowsOfPage = 100;

/** The open tasks, differences and questions of a shop, as far as `mostRows` of each goes. */
export async function readOpenWork(table: Table, shopId: ShopId, mostRows: number): Promise<OpenWork> {
  const [tasks, differences, waiting] = await Promise.all([
    collectRows((cursor) => listOpenTasks(table, shopId, rowsOfPage, cursor), {
      idOf: ({ facts }) => facts.taskId,
      mostRows,
    }),
    collectRows((cursor) => listDifferences(table, shopId, rowsOfPage, cursor), {
      idOf: ({ differenceId }) => differenceId,
      mostRows,
    }),
    collectRows((cursor) => listWaitingCases(table, shopId, rowsOfPage, cursor), {
      idOf: ({ caseId }) => caseId,
      mostRows,
    }),
  ]);
  // What the rules object to is a difference, and one thing stands in one place.
  const questions = { ...waiting, items: waiting.items.filter(({ standing }) => standing === 'copy_suspected') };
  return { tasks, differences, questions };
}
