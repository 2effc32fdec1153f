import type { RefundTaskState } from './refund-task.ts';
import { asksWhetherRefunded, expectedOf, isOverdue, type RefundTaskFacts, restMinorOf } from './refund-task.ts';

/** What a shop has to do on a day: refunds to make, how much that is, how many are late, and what must be decided. */
export type Digest = Readonly<{
  refundCount: number;
  overdueCount: number;
  differenceCount: number;
  /** By currency, in its minor units; never a sum across currencies. */
  amounts: readonly Readonly<{ currency: string; amountMinor: number }>[];
}>;

/** An open refund as far as the digest counts it. */
export type DigestedTask = Readonly<{ facts: RefundTaskFacts; state: RefundTaskState }>;

/** Counts what somebody has to do: what is expected without anybody, or said to be done, is left out. */
export function digestOf(
  tasks: readonly DigestedTask[],
  differenceCount: number,
  day: Readonly<{ today: string; timeZone: string }>,
): Digest {
  const toMake = tasks.filter((task) => isToMake(task, day));
  const minorByCurrency = new Map<string, number>();
  for (const { facts } of toMake) {
    const { currency } = expectedOf(facts);
    minorByCurrency.set(currency, (minorByCurrency.get(currency) ?? 0) + restMinorOf(facts));
  }
  return {
    refundCount: toMake.length,
    overdueCount: toMake.filter(({ facts }) => isOverdue(facts, day.today)).length,
    differenceCount,
    amounts: [...minorByCurrency]
      .map(([currency, amountMinor]) => ({ currency, amountMinor }))
      .toSorted((a, b) => (a.currency < b.currency ? -1 : 1)),
  };
}

function isToMake({ facts, state }: DigestedTask, day: Parameters<typeof asksWhetherRefunded>[1]): boolean {
  if (state.name !== 'awaiting_refund' && state.name !== 'on_hold') return false;
  switch (facts.payment.refundMode) {
    case 'app':
      return false;
    case 'native':
      return asksWhetherRefunded(facts, day);
    case 'portal':
    case 'manual':
    case 'unknown':
      return true;
  }
}

/** Whether there is anything to tell. */
export const isWorthTelling = ({ refundCount, differenceCount }: Digest): boolean =>
  refundCount > 0 || differenceCount > 0;
