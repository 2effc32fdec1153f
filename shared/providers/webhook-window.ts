import { millisecondsOf } from '../domain/instants.ts';
import type { WebhookReading } from './provider-words.ts';

/** How far a webhook's own time may be from ours, both ways (design §9). The SDK of Stripe takes any time of the future. */
const windowMilliseconds = 300_000;

/** Why a webhook that says it was sent at an instant (milliseconds since 1970) is not taken now; `undefined` where it is. */
export function outsideWindow(
  sentAt: number,
  now: string,
): Extract<WebhookReading, { kind: 'refused' }>['reason'] | undefined {
  const age = millisecondsOf(now) - sentAt;
  if (age > windowMilliseconds) return 'too_old';
  return age < -windowMilliseconds ? 'from_the_future' : undefined;
}
