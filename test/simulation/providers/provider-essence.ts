import { isOpen, restMinorOf } from '../../../shared/domain/refund-task.ts';
import type { TaskMatch } from '../../../shared/domain/task-match.ts';
import type { Row } from '../../../shared/ports/table.ts';
import { differenceRow, type StoredDifference } from '../../../shared/stores/difference-store.ts';
import { parseRefund, type StoredRefund } from '../../../shared/stores/provider-refund-store.ts';
import { parseTask, type StoredTask } from '../../../shared/stores/refund-task-store.ts';
import type { ProviderSystem } from './provider-system.ts';

/** What a story comes to, in a form that says neither when nor by which channel anything was learnt. */
export type Essence = readonly string[];

/** The rows that promises are about, parsed. */
export type ProviderRows = Readonly<{
  tasks: readonly StoredTask[];
  refunds: readonly StoredRefund[];
  /** Open ones. */
  differences: readonly StoredDifference[];
}>;

const isTask = ({ sk }: Row): boolean => sk.startsWith('TASK#');
const isRefund = ({ sk }: Row): boolean => sk === 'REFUND';
const isDifference = ({ sk }: Row): boolean => sk.startsWith('DIFFERENCE#');

/** The rows of a table. */
export function providerRowsOf(rows: readonly Row[]): ProviderRows {
  return {
    tasks: rows.filter(isTask).map(parseTask),
    refunds: rows.filter(isRefund).map(parseRefund),
    differences: rows
      .filter(isDifference)
      .map((row) => differenceRow.parse(row))
      .filter(({ state }) => state === 'open'),
  };
}

// Whether a refund that failed was matched before it did hangs on when its failure was told, and moves nothing.
const isOfMoney = ({ status }: Pick<TaskMatch, 'status'>): boolean => status === 'done' || status === 'pending';

/**
 * Which of two equal refunds of a payment settles a task may hang on which was seen first: they are told by what they are,
 * not by their ids. Where a payment is hangs on when it was told, once nobody has to look for it any more.
 */
export async function essenceOf({ table }: Pick<ProviderSystem, 'table'>): Promise<Essence> {
  const { tasks, refunds, differences } = providerRowsOf(table.rows());
  return [
    ...tasks.map(({ facts, state }) => {
      const matches = (facts.matches ?? [])
        .filter(isOfMoney)
        .map((match) =>
          [match.amountMinor, match.kind, match.status, match.state, match.decidedByPerson ?? false].join(' '),
        );
      const disputes = (facts.chargebacks ?? []).map(({ amountMinor, status }) => `${amountMinor} ${status}`);
      const { located } = facts;
      return JSON.stringify([
        facts.taskId,
        state,
        restMinorOf(facts),
        isOpen(state) ? located?.paymentId : undefined,
        matches.toSorted(),
        disputes.toSorted(),
      ]);
    }),
    ...refunds.map(({ facts, allocations }) =>
      JSON.stringify([
        facts.kind,
        facts.status,
        facts.amountMinor,
        facts.paymentId,
        isOfMoney(facts) ? allocations.map(({ amountMinor }) => amountMinor).toSorted() : [],
      ]),
    ),
    ...differences.map(({ reason, amountMinor, caseId }) => JSON.stringify([reason, amountMinor, caseId])),
  ].toSorted();
}
