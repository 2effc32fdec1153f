import { isDifferenceReason } from '../../shared/domain/difference.ts';
import {
  closedTogether,
  decideSettlement,
  type Settlement,
  type SettlementRefusalCode,
} from '../../shared/domain/difference-settlement.ts';
import {
  type CaseId,
  type DifferenceId,
  partsOfDifference,
  partsOfTask,
  type TaskId,
} from '../../shared/domain/ids.ts';
import { isOpen } from '../../shared/domain/refund-task.ts';
import { mayClose } from '../../shared/domain/task-decision.ts';
import { isSeen } from '../../shared/lambda/entity-tag.ts';
import type { Table, Write } from '../../shared/ports/table.ts';
import { reconcileAround } from '../../shared/reconciliation/reconcile-around.ts';
import { type AuditAction, writeOfAudit, writesOfCaseAudit } from '../../shared/stores/audit-store.ts';
import { writeOfReopening, writeOfSettlement } from '../../shared/stores/decided-difference.ts';
import { readDifference, type StoredDifference, tagOfDifference } from '../../shared/stores/difference-store.ts';
import { readTask, writeOfTask } from '../../shared/stores/refund-task-store.ts';
import { type Decider, type DecisionDependencies, type NotDecided, untilDecided } from './record-decision.ts';

/** What became of ending a difference, or of putting it back. */
export type SettlementOutcome =
  | Readonly<{ kind: 'decided'; difference: StoredDifference }>
  | NotDecided<SettlementRefusalCode>;

/** How a person says that a difference ended. */
export type SettlementRequest = Readonly<Pick<Settlement, 'ending' | 'note'> & { differenceId: DifferenceId }>;

/**
 * Ends a difference as a person says, and with it the task that has nothing left to refund: one transaction with the audit.
 * Above the shop's limit money is given up only when a second person says the same; until then it waits.
 */
export function settleDifference(
  dependencies: DecisionDependencies,
  decider: Decider,
  { differenceId, ending, note }: SettlementRequest,
): Promise<SettlementOutcome> {
  const { table, clock } = dependencies;
  const { shop, by } = decider;
  return decideOnDifference(dependencies, decider, differenceId, async (known) => {
    const at = clock.now();
    const outcome = decideSettlement(known, { ending, by, at, note }, shop.writeOffLimitMinor);
    if (outcome.kind === 'refused') return { code: outcome.code };
    if (outcome.kind === 'same') return 'same';
    const { kind, settlement } = outcome;
    const taskId = kind === 'settled' ? closedTogether(known, ending) : undefined;
    const action = kind === 'settled' ? 'difference_settled' : 'difference_proposed';
    return {
      writes: [
        writeOfSettlement(shop.shopId, known, outcome),
        ...(await closing(table, shop, taskId, settlement)),
        ...audited(decider, known, { at, action, details: { ending, ...(note !== undefined && { note }) } }),
      ],
      taskId,
    };
  });
}

/** Puts a settled difference back on the list, and opens the task again that was closed together with it. */
export function reopenDifference(
  dependencies: DecisionDependencies,
  decider: Decider,
  { differenceId, reason }: Readonly<{ differenceId: DifferenceId; reason: string }>,
): Promise<SettlementOutcome> {
  const { table, clock } = dependencies;
  const { shop } = decider;
  return decideOnDifference(dependencies, decider, differenceId, async (known) => {
    if (known.state === 'open' && known.settlement === undefined) return 'same';
    const { settlement } = known;
    if (settlement === undefined) return { code: 'difference_not_open' };
    const at = clock.now();
    const taskId = closedTogether(known, settlement.ending);
    return {
      writes: [
        writeOfReopening(shop.shopId, known, at),
        ...(await opening(table, shop, taskId, { at, closedAt: settlement.at })),
        ...audited(decider, known, { at, action: 'difference_reopened', details: { reason } }),
      ],
      taskId,
    };
  });
}

/** What a decision about a difference comes to: nothing new, a refusal, or writes, with the task that ends or begins with it. */
export type DifferenceDecision =
  | 'same'
  | Readonly<{ code: SettlementRefusalCode }>
  | Readonly<{ writes: readonly Write[]; taskId: TaskId | undefined }>;

/** Decides about a difference over what is stored, held to the version that was seen; the same again answers as before. */
export async function decideOnDifference(
  dependencies: DecisionDependencies,
  { shop, seen }: Decider,
  differenceId: DifferenceId,
  decide: (known: StoredDifference) => Promise<DifferenceDecision>,
): Promise<SettlementOutcome> {
  const { table } = dependencies;
  const { about, reason, subject } = partsOfDifference(differenceId);
  if (!isDifferenceReason(reason)) return { kind: 'unknown' };
  const read = () => readDifference(table, { shopId: shop.shopId, ...about, reason, subject });
  let endedTask: TaskId | undefined;
  const outcome = await untilDecided(async (): Promise<SettlementOutcome> => {
    const known = await read();
    if (known === undefined) return { kind: 'unknown' };
    const decision = await decide(known);
    if (decision === 'same') return { kind: 'decided', difference: known };
    if (seen === undefined) return { kind: 'tag_required' };
    if (!isSeen(seen, tagOfDifference(known))) return { kind: 'stale', current: tagOfDifference(known) };
    if ('code' in decision) return { kind: 'refused', code: decision.code };
    await table.transact(decision.writes);
    endedTask = decision.taskId;
    return { kind: 'decided', difference: known };
  });
  if (outcome.kind !== 'decided') return outcome;
  if (endedTask !== undefined) await reconcileAround(dependencies, shop, { kind: 'task', ...partsOfTask(endedTask) });
  return { kind: 'decided', difference: (await read()) ?? outcome.difference };
}

async function closing(
  table: Table,
  { shopId }: Decider['shop'],
  taskId: TaskId | undefined,
  { ending, by, at, note }: Settlement,
): Promise<readonly Write[]> {
  if (taskId === undefined || !mayClose(ending)) return [];
  const { caseId, paymentNumber } = partsOfTask(taskId);
  const task = await readTask(table, shopId, caseId, paymentNumber);
  if (task === undefined || !isOpen(task.state)) return [];
  const facts = { ...task.facts, closed: { ending, by, at, note }, taken: undefined };
  return [writeOfTask(facts, { nextCheckAt: task.nextCheckAt, now: at, known: task })];
}

async function opening(
  table: Table,
  { shopId }: Decider['shop'],
  taskId: TaskId | undefined,
  { at, closedAt }: Readonly<{ at: string; closedAt: string }>,
): Promise<readonly Write[]> {
  if (taskId === undefined) return [];
  const { caseId, paymentNumber } = partsOfTask(taskId);
  const task = await readTask(table, shopId, caseId, paymentNumber);
  // One that was closed by itself, before or after, stays closed.
  if (task?.facts.closed?.at !== closedAt) return [];
  return [writeOfTask({ ...task.facts, closed: undefined }, { nextCheckAt: at, now: at, known: task })];
}

/** The entries about a difference in the audit trail. */
export function audited(
  { shop: { shopId }, by }: Decider,
  { caseId, differenceId }: Readonly<{ caseId?: CaseId | undefined; differenceId: DifferenceId }>,
  entry: Readonly<{ at: string; action: AuditAction; details: Readonly<Record<string, string>> }>,
): readonly Write[] {
  const whole = { shopId, by, subject: differenceId, ...entry };
  return caseId === undefined ? [writeOfAudit(whole)] : writesOfCaseAudit({ ...whole, caseId });
}
