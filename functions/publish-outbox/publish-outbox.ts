import * as z from 'zod';
import type { EventBus, OutgoingEvent } from '../../shared/ports/event-bus.ts';

/** A change of one row as the table's stream tells it, oldest first. A row that was made has no old image. */
export type RowChange = Readonly<{ sequenceNumber: string; newImage?: unknown; oldImage?: unknown }>;

const imageSchema = z.object({
  event: z
    .object({ eventId: z.string(), detailType: z.string(), source: z.string(), time: z.string(), detail: z.string() })
    .optional(),
});

/**
 * Publishes the events of changed rows in order and answers the sequence number of the first change that could not be
 * handled, from where the stream is to be read again; `undefined` when all are done. A change whose event id is not
 * new carries an event that was published with an earlier one. Reading a change twice publishes the same event twice.
 */
export async function publishOutbox(
  { bus }: Readonly<{ bus: EventBus }>,
  changes: readonly RowChange[],
): Promise<string | undefined> {
  const pending: { sequenceNumber: string; event: OutgoingEvent }[] = [];
  let unreadable: string | undefined;
  for (const change of changes) {
    const event = newEventOf(change);
    if (event === 'unreadable') {
      unreadable = change.sequenceNumber;
      break;
    }
    if (event) pending.push({ sequenceNumber: change.sequenceNumber, event });
  }
  if (pending.length === 0) return unreadable;
  const results = await bus.publish(pending.map(({ event }) => event));
  const firstRefused = pending.find((_, index) => results[index]?.published !== true);
  return firstRefused?.sequenceNumber ?? unreadable;
}

function newEventOf({ newImage, oldImage }: RowChange): OutgoingEvent | undefined | 'unreadable' {
  if (newImage === undefined) return undefined;
  const current = imageSchema.safeParse(newImage);
  if (!current.success) return 'unreadable';
  const { event } = current.data;
  if (event === undefined) return undefined;
  const previous = imageSchema.safeParse(oldImage);
  if (previous.success && previous.data.event?.eventId === event.eventId) return undefined;
  const { source, detailType, detail, time } = event;
  return { source, detailType, detail, time };
}
