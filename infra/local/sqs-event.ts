import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';
import { region } from './account.ts';

/**
 * The event that Lambda hands to a function for messages of a queue. SQS says of a dead letter which queue gave up on
 * it, and our SQS does not: it is said here, of all but what EventBridge or Scheduler put there themselves.
 */
export function sqsEvent(messages: readonly Message[], queueArn: string, deadLetterSourceArn?: string): unknown {
  return {
    Records: messages.map((message) => ({
      messageId: message.MessageId,
      receiptHandle: message.ReceiptHandle,
      body: message.Body,
      attributes: {
        ...message.Attributes,
        ...(deadLetterSourceArn && !isUndelivered(message) && { DeadLetterQueueSourceArn: deadLetterSourceArn }),
      },
      messageAttributes: Object.fromEntries(
        Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [name, attribute(value)]),
      ),
      md5OfBody: message.MD5OfBody,
      ...(message.MD5OfMessageAttributes && { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
      eventSource: 'aws:sqs',
      eventSourceARN: queueArn,
      awsRegion: region,
    })),
  };
}

const isUndelivered = ({ MessageAttributes: attributes = {} }: Message): boolean => 'ERROR_CODE' in attributes;

const attribute = ({ DataType, StringValue, BinaryValue }: MessageAttributeValue): unknown => ({
  ...(StringValue !== undefined && { stringValue: StringValue }),
  ...(BinaryValue !== undefined && { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
  stringListValues: [],
  binaryListValues: [],
  dataType: DataType,
});
