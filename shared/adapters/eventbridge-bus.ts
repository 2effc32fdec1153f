import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { type EventBus, EventBusUnavailableError, type OutgoingEvent, type PublishResult } from '../ports/event-bus.ts';
import { batchesOf, mostBytesPerCall } from './batches.ts';
import { withLeanMiddleware } from './client-settings.ts';
import { unavailableCodeOf } from './unavailable-code.ts';

type Batch = Readonly<{ results: readonly PublishResult[]; failure?: unknown }>;

/** A bus of EventBridge. An event larger than the bus takes is answered `entry_too_large` and keeps no other event back. */
export function eventbridgeBus(client: EventBridgeClient, eventBusName: string): EventBus {
  withLeanMiddleware(client);
  return {
    async publish(events) {
      const batches: Batch[] = [];
      for (const batch of batchesOf(events, bytesOf)) batches.push(await published(batch));
      const failures = batches.flatMap(({ failure }) => failure ?? []);
      if (failures.length > 0 && failures.length === batches.length) {
        throw new EventBusUnavailableError('The bus did not answer.', { cause: failures[0] });
      }
      return batches.flatMap(({ results }) => results);
    },
  };

  async function published(batch: readonly OutgoingEvent[]): Promise<Batch> {
    if (batch.some((event) => bytesOf(event) > mostBytesPerCall)) return { results: refused(batch, 'entry_too_large') };
    const entries = batch.map(({ source, detailType, detail, time }) => ({
      EventBusName: eventBusName,
      Source: source,
      DetailType: detailType,
      Detail: detail,
      Time: new Date(time),
    }));
    try {
      const { Entries: answers = [] } = await client.send(new PutEventsCommand({ Entries: entries }));
      // PutEvents answers 200 even when it refused entries; only an event id says that one was taken.
      const results = batch.map((_, index): PublishResult => {
        const { EventId: eventId, ErrorCode: code = 'no_result' } = answers[index] ?? {};
        return eventId === undefined ? { published: false, code } : { published: true };
      });
      return { results };
    } catch (error) {
      const code = unavailableCodeOf(error);
      if (code === undefined) throw error;
      return { results: refused(batch, code), failure: error };
    }
  }
}

const refused = (batch: readonly OutgoingEvent[], code: string): readonly PublishResult[] =>
  batch.map(() => ({ published: false, code }));

// EventBridge's own way of counting: 14 bytes for the time and the UTF-8 length of the three texts.
const bytesOf = ({ source, detailType, detail }: OutgoingEvent): number =>
  14 + Buffer.byteLength(source) + Buffer.byteLength(detailType) + Buffer.byteLength(detail);
