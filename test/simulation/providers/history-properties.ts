import { identityOf } from '../../../shared/domain/provider-refund.ts';
import { expectedOf, restMinorOf } from '../../../shared/domain/refund-task.ts';
import { allocatedMinorOf } from '../../../shared/domain/seen-refund.ts';
import type { TaskMatch } from '../../../shared/domain/task-match.ts';
import type { Row } from '../../../shared/ports/table.ts';
import type { Promised } from '../promised.ts';
import type { TableChange } from '../world/table-change.ts';
import { providerRowsOf } from './provider-essence.ts';

/** Checks what must hold at every step of a story, by every change that was ever made. */
export function aboutHistory(changes: readonly TableChange[]): Promised[] {
  const { refunds, tasks } = providerRowsOf(changes.flatMap(({ newRow }) => newRow ?? []));
  const overdrawn = refunds.filter((refund) => allocatedMinorOf(refund) > refund.facts.amountMinor);
  const oversettled = tasks.filter(
    ({ facts }) => restMinorOf(facts) < 0 || restMinorOf(facts) > expectedOf(facts).amountMinor,
  );
  const backwards = changes.flatMap(({ oldRow, newRow }) => (isBackwards(oldRow, newRow) ? [{ oldRow, newRow }] : []));
  const overruled = changes.flatMap(({ oldRow, newRow }) => (isOverruled(oldRow, newRow) ? [{ oldRow, newRow }] : []));
  return [
    {
      property: 'what is matched to a refund never exceeds it',
      holds: overdrawn.length === 0,
      found: overdrawn,
    },
    {
      property: 'no task is ever settled by more than its amount',
      holds: oversettled.length === 0,
      found: oversettled,
    },
    {
      property: 'no refund goes back to how it stood before',
      holds: backwards.length === 0,
      found: backwards,
    },
    {
      property: 'the machine never overrules a person',
      holds: overruled.length === 0,
      found: overruled,
    },
  ];
}

// A refund of these stories is made, and may fail; a dispute is opened, and then won or lost.
const ranks: Readonly<Record<string, number>> = { pending: 0, done: 1, canceled: 1, failed: 2, returned: 2 };

function isBackwards(oldRow: Row | undefined, newRow: Row | undefined): boolean {
  const [before] = refundIn(oldRow);
  const [after] = refundIn(newRow);
  if (before === undefined || after === undefined) return false;
  return (ranks[after.facts.status] ?? 0) < (ranks[before.facts.status] ?? 0);
}

const refundIn = (row: Row | undefined) => providerRowsOf(row === undefined ? [] : [row]).refunds;

function isOverruled(oldRow: Row | undefined, newRow: Row | undefined): boolean {
  const after = matchesIn(newRow);
  return matchesIn(oldRow)
    .filter(({ decidedByPerson }) => decidedByPerson)
    .some(
      ({ refund, state }) => after.find((match) => identityOf(match.refund) === identityOf(refund))?.state !== state,
    );
}

const matchesIn = (row: Row | undefined): readonly TaskMatch[] =>
  providerRowsOf(row === undefined ? [] : [row]).tasks.flatMap(({ facts }) => facts.matches ?? []);
