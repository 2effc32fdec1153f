import { type DifferenceRule, differenceRules, suggestedActionOf } from '../domain/difference.ts';
import { type StoredDifference, tagOfDifference } from '../stores/difference-store.ts';

/** A difference as it is shown. */
export type DifferenceView = ReturnType<typeof differenceView>;

/** A difference as it is shown: with who is concerned, what to do first and how it may end. */
export function differenceView(difference: StoredDifference) {
  const { version: _, schema: __, bookings: ___, ...shown } = difference;
  const { concerns, endings }: DifferenceRule = differenceRules[difference.reason];
  const etag = tagOfDifference(difference);
  return { ...shown, etag, concerns, action: suggestedActionOf(difference.reason, difference.evidence), endings };
}
