import type { CaseId, ShopId } from '../domain/ids.ts';
import type { ObservedCase } from '../domain/observed-case.ts';
import { isRefundSeen } from '../domain/refund-task.ts';
import type { Table } from '../ports/table.ts';
import { differencesIn, type StoredDifference } from '../stores/difference-store.ts';
import { casePartition } from '../stores/keys.ts';
import { readPartition } from '../stores/partition.ts';
import { parseCase, type StoredCase } from '../stores/refund-case-store.ts';
import { parseTask, type StoredTask } from '../stores/refund-task-store.ts';

/** A case with all that a change of its fact looks at. `hasEvent`: its effects have begun once. */
export type LoadedCase = Readonly<{
  stored: StoredCase;
  observed: ObservedCase;
  tasks: readonly StoredTask[];
  differences: readonly StoredDifference[];
  hasEvent: boolean;
}>;

/** Reads cases whole, strongly consistent; one that is not there is left out. */
export async function loadCases(
  table: Table,
  shopId: ShopId,
  caseIds: readonly CaseId[],
): Promise<ReadonlyMap<CaseId, LoadedCase>> {
  const loaded = await Promise.all(caseIds.map((caseId) => loadCase(table, shopId, caseId)));
  return new Map(loaded.flatMap((one) => (one === undefined ? [] : [[one.stored.caseId, one] as const])));
}

async function loadCase(table: Table, shopId: ShopId, caseId: CaseId): Promise<LoadedCase | undefined> {
  const rows = await readPartition(table, casePartition(shopId, caseId));
  const row = rows.find(({ sk }) => sk === 'CASE');
  if (row === undefined) return undefined;
  const stored = parseCase(row);
  const tasks = rows.filter(({ sk }) => sk.startsWith('TASK#')).map(parseTask);
  return {
    stored,
    observed: {
      caseId,
      standing: stored.standing ?? 'open',
      plan: stored.plan,
      fact: stored.fact,
      reasons: stored.reasons,
      attachedTo: stored.attachedTo,
      copyOrderNumber: stored.copyOrderNumber,
      isRefundSeen: tasks.some(({ state }) => isRefundSeen(state)),
    },
    tasks,
    differences: differencesIn(rows),
    hasEvent: row.event !== undefined,
  };
}
