import * as z from 'zod';
import type { CaseId, ShopId } from '../domain/ids.ts';
import { inUtc } from '../domain/instants.ts';
import { type Booking, bookingKinds, bookingsAfter } from '../domain/refund-account.ts';
import { expectedOf, isOpen, type RefundTaskFacts, type RefundTaskState, stateOf } from '../domain/refund-task.ts';
import { ConditionRefusedError, type Key, type Page, type Put, type Row, type Table } from '../ports/table.ts';
import {
  casePartition,
  closedTasksOfShop,
  openTasksOfShop,
  providerRowNameOf,
  taskKey,
  tasksOfAmount,
  tasksOfPayment,
  tasksOfValue,
} from './keys.ts';
import { readPartition } from './partition.ts';
import { taskFactsSchema, taskStateSchema } from './refund-task-schema.ts';

/** A refund task as it is stored: its facts, the state that followed from them, when it is looked at next, and its account. */
export type StoredTask = Readonly<{
  version: number;
  facts: RefundTaskFacts;
  state: RefundTaskState;
  nextCheckAt: string;
  bookings: readonly Booking[];
}>;

const rowVersion = 1;

const taskRow = z.object({
  schema: z.literal(rowVersion),
  version: z.int().positive(),
  facts: taskFactsSchema,
  state: taskStateSchema,
  nextCheckAt: z.string(),
  bookings: z
    .array(
      z.object({
        at: z.string(),
        kind: z.enum(bookingKinds),
        provider: z.string().optional(),
        currency: z.string(),
        amountMinor: z.int(),
      }) satisfies z.ZodType<Booking>,
    )
    // A task from before accounts were kept has all of it entered with its next change.
    .default([]),
});

const keyOf = ({ shopId, caseId, payment }: RefundTaskFacts): Key => taskKey(shopId, caseId, payment.paymentNumber);

/** Opens a task. Opening it again changes nothing: there is exactly one per case and payment. */
export async function openTask(
  table: Table,
  facts: RefundTaskFacts,
  { nextCheckAt, now }: Readonly<{ nextCheckAt: string; now: string }>,
): Promise<'opened' | 'known'> {
  const { row, condition } = writeOfTask(facts, { nextCheckAt, now });
  try {
    await table.put(row, condition);
    return 'opened';
  } catch (error) {
    if (error instanceof ConditionRefusedError) return 'known';
    throw error;
  }
}

/**
 * The write of a task with these facts, on condition that it is unchanged since it was `known`, or that there is none. What
 * the facts change of what is to be given back is entered into its account at `now`, in the same write.
 */
export function writeOfTask(
  facts: RefundTaskFacts,
  { nextCheckAt, now, known }: Readonly<{ nextCheckAt: string; now: string; known?: StoredTask | undefined }>,
): Put {
  const state = stateOf(facts);
  const bookings = bookingsAfter(known?.bookings ?? [], facts, now);
  const lastAt = bookings.at(-1)?.at ?? now;
  return {
    kind: 'put',
    row: {
      ...keyOf(facts),
      schema: rowVersion,
      version: (known?.version ?? 0) + 1,
      facts,
      state,
      nextCheckAt,
      bookings,
      ...(isOpen(state)
        ? { workKey: openTasksOfShop(facts.shopId), workOrder: nextCheckAt }
        : { workKey: closedTasksOfShop(facts.shopId, lastAt.slice(0, 'YYYY-MM'.length)), workOrder: lastAt }),
      ...(isFindable(state) && findableBy(facts)),
    },
    condition: known === undefined ? { kind: 'absent' } : { kind: 'version_equals', version: known.version },
  };
}

/** Whether a refund that turns up may have to do with the task: also one that is matched may be refunded a second time. */
const isFindable = ({ name }: RefundTaskState): boolean => name !== 'withdrawn' && name !== 'closed_by_operator';

/** What a refund or a payment finds the task by. */
function findableBy(facts: RefundTaskFacts): Readonly<Record<string, string>> {
  const { shopId, orderTotalMinor, currency, openedAt, located, payment } = facts;
  const { provider, account, providerPaymentId } = payment;
  const known =
    located ??
    (provider && account && providerPaymentId ? { provider, account, paymentId: providerPaymentId } : undefined);
  const expected = expectedOf(facts);
  const order = inUtc(openedAt);
  return {
    paymentKey:
      known === undefined
        ? tasksOfValue(shopId, currency, orderTotalMinor)
        : tasksOfPayment(shopId, providerRowNameOf(known, known.paymentId)),
    paymentOrder: order,
    amountKey: tasksOfAmount(shopId, expected.currency, expected.amountMinor),
    amountOrder: order,
  };
}

/** Parses the row of a task. */
export const parseTask = (row: Row): StoredTask => taskRow.parse(row);

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

/** Tasks of a shop that are over, by the month (UTC, `2026-11`) in which something last changed their account; from the index. */
export async function listClosedTasks(
  table: Table,
  shopId: ShopId,
  month: string,
  cursor?: string,
): Promise<Page<StoredTask>> {
  const page = await table.queryIndex('work', { partition: closedTasksOfShop(shopId, month), limit: 100, cursor });
  const rows = await table.getMany(page.items);
  return { items: rows.map((row) => taskRow.parse(row)), cursor: page.cursor };
}
