import { partsOfTask, type TaskId } from '../../shared/domain/ids.ts';
import type { SaidRoute } from '../../shared/domain/payment-route.ts';
import type { RefundTaskFacts } from '../../shared/domain/refund-task.ts';
import { unallocatedMinorOf } from '../../shared/domain/seen-refund.ts';
import { dayInShop } from '../../shared/domain/shop-day.ts';
import { decideOnTask, isDecided, type TaskDecision, type TaskRefusalCode } from '../../shared/domain/task-decision.ts';
import { isSeen } from '../../shared/lambda/entity-tag.ts';
import type { Write } from '../../shared/ports/table.ts';
import { reconcileAround } from '../../shared/reconciliation/reconcile-around.ts';
import { type AuditAction, writesOfCaseAudit } from '../../shared/stores/audit-store.ts';
import { readPayment } from '../../shared/stores/provider-payment-store.ts';
import { readRefund } from '../../shared/stores/provider-refund-store.ts';
import { readTask, type StoredTask, writeOfTask } from '../../shared/stores/refund-task-store.ts';
import { writeOfSaidRoute } from '../../shared/stores/said-route-store.ts';
import { tagOfTask } from '../../shared/stores/task-tag.ts';
import { type Decider, type DecisionDependencies, type NotDecided, untilDecided } from './record-decision.ts';

/** What became of a decision about a task. */
export type TaskDecisionOutcome =
  | Readonly<{ kind: 'decided'; task: StoredTask }>
  | NotDecided<TaskRefusalCode | RefusalOfNames>;

/** Why what a person names cannot be. */
type RefusalOfNames = 'refund_already_matched' | 'account_not_known' | 'payment_of_other_order';

const auditActions: Readonly<Record<TaskDecision['kind'], AuditAction>> = {
  take: 'task_taken',
  release: 'task_released',
  report: 'task_reported',
  unreport: 'task_unreported',
  close: 'task_closed',
  reopen: 'task_reopened',
  say_provider: 'provider_said',
  say_payment: 'payment_said',
};

/** Two people cannot both take or release one task; all else would hide what the other one said. */
const mayCollide = ({ kind }: TaskDecision): boolean => kind !== 'take' && kind !== 'release';

/**
 * Lets a person take, report or close a task, with the entry in the audit trail in the same transaction. The same decision
 * by the same person again answers as the first time, whatever version they saw. What follows for matches and differences
 * is worked out afterwards, and again by the task's next look if that fails.
 */
export async function recordTaskDecision(
  { table, clock }: DecisionDependencies,
  decider: Decider,
  taskId: TaskId,
  decision: TaskDecision,
): Promise<TaskDecisionOutcome> {
  const { shop, by } = decider;
  const { caseId, paymentNumber } = partsOfTask(taskId);
  const read = () => readTask(table, shop.shopId, caseId, paymentNumber);
  const outcome = await untilDecided(async (): Promise<TaskDecisionOutcome> => {
    const known = await read();
    if (known === undefined) return { kind: 'unknown' };
    const now = clock.now();
    const refusal = refusalByTag(known, decision, decider);
    if (refusal !== undefined) return refusal;
    const moment = {
      by,
      isAdmin: decider.isAdmin,
      at: now,
      today: dayInShop(now, shop.timeZone),
      timeZone: shop.timeZone,
    };
    const decided = decideOnTask(known.facts, decision, moment);
    if (decided.kind === 'refused') return decided;
    if (decided.kind === 'same') return { kind: 'decided', task: known };
    const code = await refusalOfNames(table, shop, { facts: known.facts, decision });
    if (code !== undefined) return { kind: 'refused', code };
    const nextCheckAt = isLookedAtAtOnce(decision) ? now : known.nextCheckAt;
    const audit = { shopId: shop.shopId, caseId, at: now, by, action: auditActions[decision.kind], subject: taskId };
    await table.transact([
      writeOfTask(decided.facts, { nextCheckAt, now, known }),
      ...remembered(decider, known.facts, decision, now),
      ...writesOfCaseAudit({ ...audit, details: detailsOf(decision) }),
    ]);
    return { kind: 'decided', task: known };
  });
  if (outcome.kind !== 'decided') return outcome;
  if (mayCollide(decision)) await reconcileAround({ table, clock }, shop, { kind: 'task', caseId, paymentNumber });
  return { kind: 'decided', task: (await read()) ?? outcome.task };
}

function refusalByTag(
  known: StoredTask,
  decision: TaskDecision,
  { seen, by }: Decider,
): TaskDecisionOutcome | undefined {
  if (isDecided(known.facts, decision, by)) return undefined;
  if (seen === undefined) return mayCollide(decision) ? { kind: 'tag_required' } : undefined;
  const current = tagOfTask(known);
  return isSeen(seen, current) ? undefined : { kind: 'stale', current };
}

/** What was closed, or what nobody could look for, is looked at at once, not when it would have been looked at next. */
const isLookedAtAtOnce = ({ kind }: TaskDecision): boolean =>
  kind === 'reopen' || kind === 'say_provider' || kind === 'say_payment';

/**
 * Why what a person names cannot be: a refund that settles something else, an account that the shop does not have, or the
 * payment of another order.
 */
async function refusalOfNames(
  table: DecisionDependencies['table'],
  shop: Decider['shop'],
  { facts, decision }: Readonly<{ facts: RefundTaskFacts; decision: TaskDecision }>,
): Promise<RefusalOfNames | undefined> {
  if (decision.kind === 'report' && (await isTakenRefund(table, facts, decision))) return 'refund_already_matched';
  if (decision.kind === 'say_provider' && !isOfShop(decision.route, shop)) return 'account_not_known';
  if (decision.kind !== 'say_payment') return undefined;
  if (!hasAccount(decision, shop)) return 'account_not_known';
  const payment = await readPayment(table, facts.shopId, decision);
  const owner = payment?.claimedBy ?? payment?.namedOrder;
  return owner === undefined || owner === facts.orderNumber ? undefined : 'payment_of_other_order';
}

/** By bank transfer or in cash nobody is asked; a provider must be one of the shop's accounts. */
const isOfShop = ({ refundMode, provider, account }: SaidRoute, { providers }: Decider['shop']): boolean =>
  refundMode === 'manual'
    ? provider === undefined && account === undefined
    : hasAccount({ provider, account }, { providers });

const hasAccount = (
  { provider, account }: Readonly<{ provider?: string | undefined; account?: string | undefined }>,
  { providers }: Pick<Decider['shop'], 'providers'>,
): boolean => providers.some((each) => each.provider === provider && each.account === account);

/** Asked once and remembered: later payments by the same method of eCom take the same way. */
function remembered(
  { shop, by }: Decider,
  { payment }: RefundTaskFacts,
  decision: TaskDecision,
  at: string,
): readonly Write[] {
  // What eCom did not refund this once says nothing about its payment method.
  const isForMethod = payment.refundMode === 'unknown' && payment.method !== undefined;
  if (decision.kind !== 'say_provider' || !isForMethod) return [];
  return [writeOfSaidRoute(shop.shopId, payment.method, { route: decision.route, by, at })];
}

/** Whether the refund that a person names settles something else already, with nothing left of it. */
async function isTakenRefund(
  table: DecisionDependencies['table'],
  { shopId, located, payment, taskId }: RefundTaskFacts,
  { refundId }: Extract<TaskDecision, { kind: 'report' }>,
): Promise<boolean> {
  const provider = located?.provider ?? payment.provider;
  const account = located?.account ?? payment.account;
  if (refundId === undefined || provider === undefined || account === undefined) return false;
  const known = await readRefund(table, shopId, { provider, account, refundId });
  if (known === undefined) return false;
  return unallocatedMinorOf(known) <= 0 && !known.allocations.some(({ matchId }) => matchId.startsWith(`${taskId}~`));
}

function detailsOf(decision: TaskDecision): Readonly<Record<string, string | number>> {
  switch (decision.kind) {
    case 'report': {
      const { amountMinor, refundedOn, refundId } = decision;
      return { amountMinor, refundedOn, ...(refundId !== undefined && { refundId }) };
    }
    case 'close':
      return { ending: decision.ending, ...(decision.note !== undefined && { note: decision.note }) };
    case 'say_provider': {
      const { refundMode, provider, account } = decision.route;
      return { refundMode, ...(provider && { provider }), ...(account && { account }) };
    }
    case 'say_payment': {
      const { provider, account, paymentId } = decision;
      return { provider, account, paymentId };
    }
    case 'take':
    case 'release':
    case 'unreport':
    case 'reopen':
      return {};
  }
}
