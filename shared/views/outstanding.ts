import { expectedOf, isOverdue, type RefundTaskFacts, restMinorOf } from '../domain/refund-task.ts';

/** Money that open tasks have yet to give back at one provider in one currency. */
export type Outstanding = Readonly<{
  provider: string | undefined;
  currency: string;
  count: number;
  amountMinor: number;
  overdueMinor: number;
}>;

/** What open tasks have yet to give back, by provider and currency, the most first; currencies are never added up. */
export function outstandingOf(
  tasks: readonly Readonly<{ facts: RefundTaskFacts }>[],
  today: string,
): readonly Outstanding[] {
  const groups = Map.groupBy(tasks, ({ facts }) => `${facts.payment.provider ?? ''} ${expectedOf(facts).currency}`);
  return [...groups.values()]
    .flatMap((group): Outstanding[] => {
      const [first] = group;
      if (first === undefined) return [];
      const rest = (only: readonly Readonly<{ facts: RefundTaskFacts }>[]): number =>
        only.reduce((sum, { facts }) => sum + Math.max(0, restMinorOf(facts)), 0);
      return [
        {
          provider: first.facts.payment.provider,
          currency: expectedOf(first.facts).currency,
          count: group.length,
          amountMinor: rest(group),
          overdueMinor: rest(group.filter(({ facts }) => isOverdue(facts, today))),
        },
      ];
    })
    .toSorted((a, b) => b.amountMinor - a.amountMinor);
}
