import { RetailUnauthorisedError } from '../../../shared/retail/retail-errors.ts';
import { broken, type Violation } from '../promised.ts';
import type { TokenEnding } from './token-system.ts';

// For as long as a claim lasts.
const apartMilliseconds = 20_000;

/** What must hold of a connection whose tokens rotate. Whoever was held up longer than his claim may ask a second time. */
export function tokenViolations(
  { renewals, usedUnstored, refusals, unanswered }: TokenEnding,
  { mayAskTwice }: Readonly<{ mayAskTwice: boolean }>,
): readonly Violation[] {
  const sentTwice = renewals.filter(({ refreshToken, atMilliseconds }, place) =>
    renewals
      .slice(0, place)
      .some(
        (before) => before.refreshToken === refreshToken && atMilliseconds - before.atMilliseconds < apartMilliseconds,
      ),
  );
  const lockedOut = refusals.filter((error) => error instanceof RetailUnauthorisedError);
  const promised = [
    { property: 'a pair is stored before it is used', holds: usedUnstored.length === 0, found: usedUnstored },
    { property: 'one renews at a time', holds: mayAskTwice || sentTwice.length === 0, found: renewals },
    { property: 'nobody is locked out', holds: lockedOut.length === 0, found: lockedOut.map(String) },
    {
      property: 'everybody is answered in the end',
      holds: unanswered.every((count) => count === 0),
      found: unanswered,
    },
  ];
  return broken(promised);
}
