import * as z from 'zod';
import {
  type DeadLetter,
  type Destination,
  destinationOf,
  type ReplayableQueues,
} from '../../shared/domain/dead-letter.ts';
import type { OutgoingEvent } from '../../shared/ports/event-bus.ts';

const eventSchema = z.object({
  source: z.string(),
  'detail-type': z.string(),
  detail: z.looseObject({ metadata: z.looseObject({ occurredAt: z.iso.datetime({ offset: true }) }) }),
});
const streamFailureSchema = z.object({ DDBStreamBatchInfo: z.object({ shardId: z.string() }) });

/** What a letter's body holds, as far as it is JSON. */
export function contentOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // A body that is no JSON is a dead letter like any other; only nothing can be read out of it.
    return undefined;
  }
}

/** The event in a body, in the form in which it was first published; `undefined` when there is none. */
export function eventIn(content: unknown): OutgoingEvent | undefined {
  const parsed = eventSchema.safeParse(content);
  if (!parsed.success) return undefined;
  const { source, 'detail-type': detailType, detail } = parsed.data;
  return { source, detailType, detail: JSON.stringify(detail), time: detail.metadata.occurredAt };
}

/** Where a replay takes a letter. */
export function destinationOfLetter(letter: DeadLetter, replayable: ReplayableQueues): Destination {
  const content = contentOf(letter.body);
  const namesRecords = streamFailureSchema.safeParse(content).success;
  return destinationOf({ ...letter, isEvent: eventIn(content) !== undefined, namesRecords }, replayable);
}

/** A destination in a few words, the same for letters that go the same way. */
export function wordsOf(destination: Destination): string {
  switch (destination.kind) {
    case 'queue':
      return `queue of ${destination.functionName}`;
    case 'bus':
      return 'bus';
    case 'next_run':
      return 'nothing to send: the next run does it';
    case 'nowhere':
      return `stays: ${destination.reason}`;
  }
}
