import * as z from 'zod';
import { refundCaseOpenedV1 } from '../../events/refund-case-opened.v1.ts';
import type { DeadLetter, Destination } from '../../shared/domain/dead-letter.ts';
import { needsTask } from '../../shared/domain/refund-task.ts';
import type { Table } from '../../shared/ports/table.ts';
import { readEcomOrder } from '../../shared/stores/ecom-order-store.ts';
import { caseIdSchema, shopIdSchema } from '../../shared/stores/id-schemas.ts';
import { caseKey, saleEffectKey } from '../../shared/stores/keys.ts';
import { observeOrderMessageSchema } from '../../shared/stores/observe-order-message.ts';
import { readRefund } from '../../shared/stores/provider-refund-store.ts';
import { type ReconciliationMessage, reconciliationMessageSchema } from '../../shared/stores/reconciliation-message.ts';
import { readTask, tasksOfCase } from '../../shared/stores/refund-task-store.ts';
import { contentOf } from './letter-content.ts';

/** What sending a letter again would do, as far as anybody can tell. */
export const comparisonVerdicts = [
  'would_change_nothing',
  'would_do_its_work',
  'would_fail_again',
  'cannot_tell',
] as const;

/** What sending a letter again would do, judged by what is stored now, and the fact that says so. */
export type Comparison = Readonly<{ verdict: (typeof comparisonVerdicts)[number]; because: string }>;

type Compare = (table: Table, content: unknown, now: string) => Promise<Comparison>;

const openedEvent = z.object({ detail: refundCaseOpenedV1.schema });
const unreadable: Comparison = { verdict: 'would_fail_again', because: 'unreadable' };

const compareTasks: Compare = async (table, content) => {
  const event = openedEvent.safeParse(content);
  if (!event.success) return unreadable;
  const { metadata, data } = event.data.detail;
  const shopId = shopIdSchema.parse(metadata.shopId);
  const caseId = caseIdSchema.parse(data.caseId);
  // Only whether it is there: its plan would bring the schema of a whole order into the bundle.
  if ((await table.get(caseKey(shopId, caseId))) === undefined)
    return { verdict: 'cannot_tell', because: 'case_unknown' };
  const there = new Set((await tasksOfCase(table, shopId, caseId)).map(({ facts }) => facts.payment.paymentNumber));
  const wanted = data.payments.filter(needsTask);
  return wanted.every(({ paymentNumber }) => there.has(paymentNumber))
    ? { verdict: 'would_change_nothing', because: 'all_tasks_are_open' }
    : { verdict: 'would_do_its_work', because: 'tasks_are_missing' };
};

const compareRefundSale: Compare = async (table, content) => {
  const event = openedEvent.safeParse(content);
  if (!event.success) return unreadable;
  const { metadata, data } = event.data.detail;
  const key = saleEffectKey(shopIdSchema.parse(metadata.shopId), caseIdSchema.parse(data.caseId));
  // Where there is none, perhaps there is none to make: that takes the shop's settings and the whole plan to tell.
  return (await table.get(key)) === undefined
    ? { verdict: 'cannot_tell', because: 'no_refund_sale' }
    : { verdict: 'would_change_nothing', because: 'refund_sale_is_open' };
};

const compareCheck: Compare = async (table, content, now) => {
  const message = reconciliationMessageSchema.safeParse(content);
  if (!message.success) return unreadable;
  const { kind } = message.data;
  if (kind === 'ask_provider' || kind === 'ask_for_refunds')
    return { verdict: 'would_do_its_work', because: 'provider_is_asked' };
  const isTask = kind === 'reconcile_task';
  const looked = await lookedAt(table, message.data);
  if (looked === undefined) return { verdict: 'would_fail_again', because: isTask ? 'task_unknown' : 'refund_unknown' };
  return looked.nextCheckAt === undefined || looked.nextCheckAt > now
    ? { verdict: 'would_change_nothing', because: 'next_check_is_set' }
    : { verdict: 'would_do_its_work', because: 'check_is_due' };
};

/** When what a message names is looked at next; a refund that is explained never is. */
function lookedAt(
  table: Table,
  message: Exclude<ReconciliationMessage, { kind: 'ask_provider' | 'ask_for_refunds' }>,
): Promise<Readonly<{ nextCheckAt?: string | undefined }> | undefined> {
  const { shopId } = message;
  return message.kind === 'reconcile_task'
    ? readTask(table, shopId, message.caseId, message.paymentNumber)
    : readRefund(table, shopId, message);
}

const compareReading: Compare = async (table, content) => {
  const message = observeOrderMessageSchema.safeParse(content);
  if (!message.success) return unreadable;
  const { shopId, ecomOrderId, heardAt } = message.data;
  const { fetchedAt = '' } = await readEcomOrder(table, shopId, ecomOrderId);
  return fetchedAt > heardAt
    ? { verdict: 'would_change_nothing', because: 'order_was_read_since' }
    : { verdict: 'would_do_its_work', because: 'order_is_unread' };
};

/** What each function's own work can be compared with; what is not here is sent all the same, and nobody claims to know. */
const comparisons: Readonly<Record<string, Compare>> = {
  'observe-order': compareReading,
  'open-refund-tasks': compareTasks,
  'open-stock-effects': compareRefundSale,
  'reconcile-task': compareCheck,
};

/** Compares what a letter asks for with what is stored by now. A hint for the person who decides: the replay itself does not rely on it. */
export function compareWithState(
  table: Table,
  { body }: DeadLetter,
  destination: Destination,
  now: string,
): Promise<Comparison> {
  const compare = destination.kind === 'queue' ? comparisons[destination.functionName] : undefined;
  if (compare !== undefined) return compare(table, contentOf(body), now);
  return Promise.resolve({
    verdict: destination.kind === 'next_run' ? 'would_change_nothing' : 'cannot_tell',
    because: destination.kind === 'nowhere' ? destination.reason : destination.kind,
  });
}
