import middy from '@middy/core';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import type { LogFields } from './log.ts';
import { acknowledgeFifoRecords, acknowledgeRecords, type RecordSurroundings } from './record-acknowledging.ts';

/** A consumer of a queue's messages: their schema, and what it does with each. */
export type QueueConsumer<Message extends Pick<LogFields, 'shopId' | 'caseId'>> = RecordSurroundings &
  Readonly<{ message: z.ZodType<Message>; handle: (message: Message) => Promise<void> }>;

/** A Lambda function that handles a queue's messages, each for itself. A message of another form fails. */
export function queueConsumer<Message extends Pick<LogFields, 'shopId' | 'caseId'>>(consumer: QueueConsumer<Message>) {
  return middy((batch: SQSEvent) => acknowledgeRecords(consumer, batch, recordHandler(consumer)));
}

/** The same for a FIFO queue: one by one, and each group in its order. */
export function fifoQueueConsumer<Message extends Pick<LogFields, 'shopId' | 'caseId'>>(
  consumer: QueueConsumer<Message>,
) {
  return middy((batch: SQSEvent) => acknowledgeFifoRecords(consumer, batch, recordHandler(consumer)));
}

const recordHandler =
  <Message extends Pick<LogFields, 'shopId' | 'caseId'>>({ message: schema, handle, log }: QueueConsumer<Message>) =>
  async ({ body, messageId }: SQSRecord): Promise<void> => {
    const message = schema.parse(JSON.parse(body));
    await handle(message);
    log.info('RECORD_HANDLED', { messageId, shopId: message.shopId, caseId: message.caseId });
  };
