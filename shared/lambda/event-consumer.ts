import middy from '@middy/core';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type { EventDefinition, EventMetadata } from '../../events/envelope.ts';
import { acknowledgeRecords, type RecordSurroundings } from './record-acknowledging.ts';

/** A consumer of one declared event: what it listens to and what it does with each. */
export type EventConsumer<Envelope extends Readonly<{ metadata: EventMetadata }>> = RecordSurroundings &
  Readonly<{ event: EventDefinition<Envelope>; handle: (event: Envelope) => Promise<void> }>;

/** A Lambda function that handles one declared event, record by record. Another event or version in its queue fails. */
export function eventConsumer<Envelope extends Readonly<{ metadata: EventMetadata }>>(
  consumer: EventConsumer<Envelope>,
) {
  const handleRecord = async (record: SQSRecord): Promise<void> => {
    const { detail: event } = consumer.event.deliverySchema.parse(JSON.parse(record.body));
    await consumer.handle(event);
    const { eventId, correlationId: caseId, shopId } = event.metadata;
    consumer.log.info('RECORD_HANDLED', { eventId, caseId, shopId });
  };
  return middy((batch: SQSEvent) => acknowledgeRecords(consumer, batch, handleRecord));
}
