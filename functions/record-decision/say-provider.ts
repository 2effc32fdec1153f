import type { TaskId } from '../../shared/domain/ids.ts';
import type { SaidRoute } from '../../shared/domain/payment-route.ts';
import { takeSaidRoute, waitsForRoute } from '../../shared/reconciliation/take-said-route.ts';
import { listOpenTasks, type StoredTask } from '../../shared/stores/refund-task-store.ts';
import { recordTaskDecision, type TaskDecisionOutcome } from './decide-on-task.ts';
import type { Decider, DecisionDependencies } from './record-decision.ts';

// One request has ten seconds. What is left takes the way at its own next look.
const mostTasksTold = 50;

/**
 * Takes a person's word for who gives a payment back. It is remembered for the payment method, and the other refunds that
 * wait for the same answer have it at once; nobody is asked twice.
 */
export async function sayProvider(
  dependencies: DecisionDependencies,
  decider: Decider,
  { taskId, route }: Readonly<{ taskId: TaskId; route: SaidRoute }>,
): Promise<TaskDecisionOutcome> {
  const outcome = await recordTaskDecision(dependencies, decider, taskId, { kind: 'say_provider', route });
  if (outcome.kind !== 'decided') return outcome;
  const { method } = outcome.task.facts.payment;
  for (const task of await waiting(dependencies, decider, method)) {
    await takeSaidRoute(dependencies, decider.shop, task.facts);
  }
  return outcome;
}

async function waiting(
  { table }: DecisionDependencies,
  { shop: { shopId } }: Decider,
  method: string | undefined,
): Promise<readonly StoredTask[]> {
  const found: StoredTask[] = [];
  if (method === undefined) return found;
  let cursor: string | undefined;
  do {
    const page = await listOpenTasks(table, shopId, 100, cursor);
    found.push(...page.items.filter((task) => waitsForRoute(task) && task.facts.payment.method === method));
    cursor = page.cursor;
  } while (cursor !== undefined && found.length < mostTasksTold);
  return found.slice(0, mostTasksTold);
}
