import type { SQSEvent, SQSRecord } from 'aws-lambda';

/** A record of the queue `reconciliation`, received for the first time unless said otherwise. */
export const queueRecord = (messageId: string, body: string, receiveCount = 1): SQSRecord => ({
  messageId,
  receiptHandle: `receipt-${messageId}`,
  body,
  attributes: {
    ApproximateReceiveCount: String(receiveCount),
    SentTimestamp: '1795435200000',
    SenderId: 'sender',
    ApproximateFirstReceiveTimestamp: '1795435200000',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:reconciliation',
  awsRegion: 'eu-west-1',
});

/** A batch of records. */
export const batchOf = (...records: SQSRecord[]): SQSEvent => ({ Records: records });

/** The answer that hands these messages back, and no other. */
export const handedBack = (...messageIds: string[]) => ({
  batchItemFailures: messageIds.map((itemIdentifier) => ({ itemIdentifier })),
});
