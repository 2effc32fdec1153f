import middy from '@middy/core';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import type { LogFields } from './log.ts';
import { acknowledgeRecords, type RecordSurroundings } from './record-acknowledging.ts';

/** A consumer of a queue's messages: their schema, and what it does with each. */
export type QueueConsumer<Message extends Pick<LogFields, 'shopId' | 'caseId'>> = RecordSurroundings &
  Readonly<{ message: z.ZodType<Message>; handle: (message: Message) => Promise<void> }>;

/** A Lambda function that handles a queue's messages, one by one. A message of another form fails. */
export function queueConsumer<Message extends Pick<LogFields, 'shopId' | 'caseId'>>(consumer: QueueConsumer<Message>) {
  const handleRecord = async (record: SQSRecord): Promise<void> => {
    const message = consumer.message.parse(JSON.parse(record.body));
    await consumer.handle(message);
    consumer.log.info('RECORD_HANDLED', {
      messageId: record.messageId,
      shopId: message.shopId,
      caseId: message.caseId,
    });
  };
  return middy((batch: SQSEvent) => acknowledgeRecords(consumer, batch, handleRecord));
}
