import * as z from 'zod';
import type { CaseId, ShopId } from '../domain/ids.ts';
import {
  isOpen,
  onHoldReasons,
  type RefundTaskFacts,
  type RefundTaskState,
  stateOf,
  taskStateNames,
} from '../domain/refund-task.ts';
import { ConditionRefusedError, type Key, type Page, type Put, type Row, type Table } from '../ports/table.ts';
import { caseIdSchema, orderNumberSchema, shopIdSchema, taskIdSchema } from './id-schemas.ts';
import { casePartition, openTasksOfShop, taskKey } from './keys.ts';
import { readPartition } from './partition.ts';
import { plannedPaymentSchema } from './planned-payment-schema.ts';

/** A refund task as it is stored: its facts, the state that followed from them, and when it is looked at next. */
export type StoredTask = Readonly<{
  version: number;
  facts: RefundTaskFacts;
  state: RefundTaskState;
  nextCheckAt: string;
}>;

const rowVersion = 1;

const factsSchema = z.object({
  shopId: shopIdSchema,
  taskId: taskIdSchema,
  caseId: caseIdSchema,
  orderNumber: orderNumberSchema,
  orderTotalMinor: z.int(),
  currency: z.string(),
  payment: plannedPaymentSchema,
  openedAt: z.string(),
  dueOn: z.string(),
  withdrawnAt: z.string().optional(),
}) satisfies z.ZodType<RefundTaskFacts>;

const taskRow = z.object({
  schema: z.literal(rowVersion),
  version: z.int().positive(),
  facts: factsSchema,
  state: z.discriminatedUnion('name', [
    z.object({ name: z.enum(taskStateNames).exclude(['on_hold']) }),
    z.object({ name: z.literal('on_hold'), reason: z.enum(onHoldReasons) }),
  ]) satisfies z.ZodType<RefundTaskState>,
  nextCheckAt: z.string(),
});

const keyOf = ({ shopId, caseId, payment }: RefundTaskFacts): Key => taskKey(shopId, caseId, payment.paymentNumber);

/** Opens a task. Opening it again changes nothing: there is exactly one per case and payment. */
export async function openTask(table: Table, facts: RefundTaskFacts, nextCheckAt: string): Promise<'opened' | 'known'> {
  const { row, condition } = writeOfTask(facts, nextCheckAt);
  try {
    await table.put(row, condition);
    return 'opened';
  } catch (error) {
    if (error instanceof ConditionRefusedError) return 'known';
    throw error;
  }
}

/** The write of a task with these facts, on condition that it is unchanged since it was `known`, or that there is none. */
export function writeOfTask(facts: RefundTaskFacts, nextCheckAt: string, known?: StoredTask): Put {
  const state = stateOf(facts);
  return {
    kind: 'put',
    row: {
      ...keyOf(facts),
      schema: rowVersion,
      version: (known?.version ?? 0) + 1,
      facts,
      state,
      nextCheckAt,
      ...(isOpen(state) && { workKey: openTasksOfShop(facts.shopId), workOrder: nextCheckAt }),
    },
    condition: known === undefined ? { kind: 'absent' } : { kind: 'version_equals', version: known.version },
  };
}

/** Parses the row of a task. */
export const parseTask = (row: Row): StoredTask => taskRow.parse(row);

/** Sets when a task is looked at next, if it is unchanged since it was read; `lost_race` when it is not. */
export async function setNextCheck(table: Table, task: StoredTask, nextCheckAt: string): Promise<'set' | 'lost_race'> {
  try {
    await table.update({
      key: keyOf(task.facts),
      set: { version: task.version + 1, nextCheckAt, workOrder: nextCheckAt },
      condition: { kind: 'version_equals', version: task.version },
    });
    return 'set';
  } catch (error) {
    if (error instanceof ConditionRefusedError) return 'lost_race';
    throw error;
  }
}

/** Reads one task, strongly consistent. */
export async function readTask(
  table: Table,
  shopId: ShopId,
  caseId: CaseId,
  paymentNumber: number,
): Promise<StoredTask | undefined> {
  const row = await table.get(taskKey(shopId, caseId, paymentNumber));
  return row && taskRow.parse(row);
}

/** The tasks of a case, in the order of its payments. */
export async function tasksOfCase(table: Table, shopId: ShopId, caseId: CaseId): Promise<readonly StoredTask[]> {
  const rows = await readPartition(table, casePartition(shopId, caseId), { kind: 'prefix', prefix: 'TASK#' });
  return rows.map((row) => taskRow.parse(row));
}

/** A shop's open tasks, the one to be looked at soonest first, as far as the index has them by now. */
export async function listOpenTasks(
  table: Table,
  shopId: ShopId,
  limit: number,
  cursor?: string,
): Promise<Page<StoredTask>> {
  const page = await table.queryIndex('work', { partition: openTasksOfShop(shopId), limit, cursor });
  const rows = await table.getMany(page.items);
  return { items: rows.map((row) => taskRow.parse(row)), cursor: page.cursor };
}

/** Open tasks of a shop that want to be looked at by now. A hint from the index: who acts on one reads it again. */
export async function listDueTasks(
  table: Table,
  shopId: ShopId,
  now: string,
  cursor?: string,
): Promise<Page<StoredTask>> {
  const page = await table.queryIndex('work', {
    partition: openTasksOfShop(shopId),
    range: { kind: 'between', from: '0', to: now },
    limit: 100,
    cursor,
  });
  const rows = await table.getMany(page.items);
  return { items: rows.map((row) => taskRow.parse(row)), cursor: page.cursor };
}
