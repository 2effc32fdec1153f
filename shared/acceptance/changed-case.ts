import { type ShopId, taskOf } from '../domain/ids.ts';
import type { CaseStanding, ObservedCase } from '../domain/observed-case.ts';
import { keepingRoute } from '../domain/payment-route.ts';
import type { PlannedPayment } from '../domain/refund-plan.ts';
import { needsTask, type RefundTaskFacts } from '../domain/refund-task.ts';
import { nextCheckAt } from '../domain/task-checks.ts';
import type { Put, Update, Value } from '../ports/table.ts';
import { caseKey } from '../stores/keys.ts';
import { listedAsWaiting, openedEventOf, type StoredCase, writeOfCase } from '../stores/refund-case-store.ts';
import { type StoredTask, writeOfTask } from '../stores/refund-task-store.ts';
import type { LoadedCase } from './observed-cases.ts';

/** The writes that make a case what a fact made of it: its row, its event when its effects begin, and its tasks when they change. */
export function writesOfChangedCase(
  shopId: ShopId,
  { loaded, after, now }: Readonly<{ loaded: LoadedCase | undefined; after: ObservedCase; now: string }>,
): readonly (Put | Update)[] {
  const refundCase = asStored(after, loaded, now);
  if (loaded === undefined) return [writeOfCase(shopId, refundCase)];
  const begins = after.standing === 'open' && !loaded.hasEvent;
  const tasks = loaded.hasEvent ? writesOfTasks(shopId, { loaded, after, now }) : [];
  return [updateOfCase(shopId, refundCase, begins ? now : undefined), ...tasks];
}

function asStored(after: ObservedCase, loaded: LoadedCase | undefined, now: string): StoredCase {
  const { isRefundSeen: _, ...kept } = after;
  const openedAt = loaded?.stored.openedAt ?? now;
  return { ...kept, openedAt, contentHash: loaded?.stored.contentHash ?? `fact:${after.fact?.hash ?? ''}` };
}

/**
 * The write that sets what a fact or an answer may change, and the event with which effects begin. Others keep attributes
 * of their own in this row.
 */
export function updateOfCase(shopId: ShopId, refundCase: StoredCase, effectsBeginAt: string | undefined): Update {
  const { caseId, plan, standing = 'open', fact, reasons, attachedTo, copyOrderNumber, answer } = refundCase;
  const { amountKey, amountOrder } = listedAsWaiting(shopId, refundCase) ?? {};
  const optional = { fact, reasons, attachedTo, copyOrderNumber, answer, amountKey, amountOrder };
  const set: Record<string, Value> = { plan, standing };
  const remove: string[] = [];
  for (const [name, value] of Object.entries(optional)) {
    if (value === undefined) remove.push(name);
    else set[name] = value;
  }
  if (effectsBeginAt !== undefined) set.event = openedEventOf(shopId, refundCase, effectsBeginAt);
  return {
    kind: 'update',
    key: caseKey(shopId, caseId),
    set,
    remove,
    condition: { kind: 'attribute_equals', attribute: 'caseId', value: caseId },
  };
}

const withTasks: ReadonlySet<CaseStanding> = new Set(['open', 'history']);

/**
 * Tasks follow a plan that changed after its effects began: other amounts, or withdrawn. A task that is not there yet
 * is written as it must end up, so that the event which is still on its way finds it. What was refunded stays.
 */
function writesOfTasks(
  shopId: ShopId,
  { loaded, after, now }: Readonly<{ loaded: LoadedCase; after: ObservedCase; now: string }>,
): Put[] {
  if (loaded.observed.isRefundSeen) return [];
  const wanted = withTasks.has(after.standing) ? after.plan.payments.filter(needsTask) : [];
  const former = loaded.observed.plan.payments.filter(needsTask);
  const known = new Map(loaded.tasks.map((task) => [task.facts.payment.paymentNumber, task]));
  const gone = [...former, ...loaded.tasks.map(({ facts }) => facts.payment)].filter(
    ({ paymentNumber }) => !wanted.some((payment) => payment.paymentNumber === paymentNumber),
  );
  const numbers = new Set(gone.map(({ paymentNumber }) => paymentNumber));
  const withdrawn = [...numbers].flatMap((number) => gone.find(({ paymentNumber }) => paymentNumber === number) ?? []);
  return [
    ...wanted.flatMap((payment) => writeIfChanged(factsOf(shopId, loaded, after, payment), known, now)),
    ...withdrawn.flatMap((payment) =>
      writeIfChanged({ ...factsOf(shopId, loaded, after, payment), withdrawnAt: now }, known, now),
    ),
  ];
}

function factsOf(
  shopId: ShopId,
  { stored }: LoadedCase,
  after: ObservedCase,
  payment: PlannedPayment,
): RefundTaskFacts {
  const { caseId, plan } = after;
  const { orderNumber, orderTotalMinor, currency, dueOn } = plan;
  const taskId = taskOf(caseId, payment.paymentNumber);
  return { shopId, taskId, caseId, orderNumber, orderTotalMinor, currency, payment, openedAt: stored.openedAt, dueOn };
}

function writeIfChanged(facts: RefundTaskFacts, known: ReadonlyMap<number, StoredTask>, now: string): Put[] {
  const task = known.get(facts.payment.paymentNumber);
  const isWithdrawn = facts.withdrawnAt !== undefined;
  const wasWithdrawn = task?.facts.withdrawnAt !== undefined;
  // Who gives it back may have been said since; a plan that does not know it does not take that back.
  const payment = keepingRoute(facts.payment, task?.facts.payment);
  if (task && isWithdrawn === wasWithdrawn && task.facts.payment.amountMinor === facts.payment.amountMinor) return [];
  const next = task === undefined ? facts : { ...task.facts, ...facts, payment, withdrawnAt: facts.withdrawnAt };
  return [writeOfTask(next, { nextCheckAt: nextCheckAt(facts.openedAt, facts.dueOn, now), now, known: task })];
}
