import { secondsBetween } from '../domain/instants.ts';
import { expectedOf, isOverdue, providerOf, type RefundTaskFacts, restMinorOf } from '../domain/refund-task.ts';

/** From how many days on a refund that is still to be made counts as older, up to the next number. */
const agesInDays = [0, 4, 8, 15] as const;

/** Money that open tasks have yet to give back at one provider in one currency, also by how long ago they were opened. */
export type Outstanding = Readonly<{
  provider: string | undefined;
  currency: string;
  count: number;
  amountMinor: number;
  overdueMinor: number;
  /** Up to 3 days, up to 7, up to 14, and older. */
  byAgeMinor: readonly number[];
}>;

const secondsPerDay = 86_400;

/** What open tasks have yet to give back, by provider and currency, the most first; currencies are never added up. */
export function outstandingOf(
  tasks: readonly Readonly<{ facts: RefundTaskFacts }>[],
  { today, now }: Readonly<{ today: string; now: string }>,
): readonly Outstanding[] {
  const groups = Map.groupBy(tasks, ({ facts }) => `${providerOf(facts) ?? ''} ${expectedOf(facts).currency}`);
  return [...groups.values()]
    .flatMap((group): Outstanding[] => {
      const [first] = group;
      if (first === undefined) return [];
      const rest = (only: (facts: RefundTaskFacts) => boolean): number =>
        group.reduce((sum, { facts }) => (only(facts) ? sum + Math.max(0, restMinorOf(facts)) : sum), 0);
      return [
        {
          provider: providerOf(first.facts),
          currency: expectedOf(first.facts).currency,
          count: group.length,
          amountMinor: rest(() => true),
          overdueMinor: rest((facts) => isOverdue(facts, today)),
          byAgeMinor: agesInDays.map((days) => rest((facts) => ageOf(facts, now) === days)),
        },
      ];
    })
    .toSorted((a, b) => b.amountMinor - a.amountMinor);
}

/** From how many days on the span begins that a task has reached. */
function ageOf({ openedAt }: RefundTaskFacts, now: string): number {
  const days = secondsBetween(openedAt, now) / secondsPerDay;
  return agesInDays.findLast((each) => each <= days) ?? agesInDays[0];
}
