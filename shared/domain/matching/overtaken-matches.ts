import { identityOf } from '../provider-refund.ts';
import type { SeenRefund } from '../seen-refund.ts';
import type { TaskMatch } from '../task-match.ts';

/**
 * The matches without those that the machine made with a refund which is still pending, where the same payment shows another
 * one of that amount that is done and settles nothing: what is done settles a task, whichever of the two was seen first. The
 * pending one is a second refund then, and says so.
 */
export function withoutOvertaken(matches: readonly TaskMatch[], refunds: readonly SeenRefund[]): readonly TaskMatch[] {
  const isPending = ({ state, kind, status, decidedByPerson }: TaskMatch): boolean =>
    state === 'confirmed' && kind === 'refund' && status === 'pending' && !decidedByPerson;
  if (!matches.some(isPending)) return matches;
  return matches.filter((match) => {
    const own = refunds.find(({ facts }) => identityOf(facts) === identityOf(match.refund));
    return !(isPending(match) && own !== undefined && refunds.some((other) => overtakes(other, own)));
  });
}

function overtakes({ facts, allocations }: SeenRefund, { facts: pending }: SeenRefund): boolean {
  const isFree = facts.kind === 'refund' && facts.status === 'done' && allocations.length === 0;
  const isOfSamePayment =
    facts.paymentId !== undefined &&
    facts.paymentId === pending.paymentId &&
    facts.provider === pending.provider &&
    facts.account === pending.account;
  return isFree && isOfSamePayment && facts.amountMinor === pending.amountMinor && facts.currency === pending.currency;
}
