import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type OutgoingMessage, type Queue, QueueUnavailableError } from '../ports/queue.ts';
import { batchesOf } from './batches.ts';
import { withLeanMiddleware } from './client-settings.ts';
import { unavailableCodeOf } from './unavailable-code.ts';

/** A queue of SQS. Messages go in batches, one after the other; the first batch that is not stored whole ends the sending. */
export function sqsQueue(client: SQSClient, queueUrl: string): Queue {
  withLeanMiddleware(client);
  return {
    async send(messages) {
      for (const batch of batchesOf(messages, bytesOf)) {
        const { Failed: failed = [] } = await sent(batch);
        if (failed.length > 0) {
          const failedCodes = failed.map(({ Code: code = 'unknown' }) => code);
          throw new QueueUnavailableError(`The queue refused ${failed.length} of ${batch.length} messages.`, {
            failedCodes,
          });
        }
      }
    },
  };

  async function sent(batch: readonly OutgoingMessage[]) {
    const entries = batch.map(({ body, delaySeconds, attributes, groupId, deduplicationId }, index) => ({
      Id: String(index),
      MessageBody: body,
      DelaySeconds: delaySeconds,
      MessageAttributes: attributes && textAttributes(attributes),
      MessageGroupId: groupId,
      MessageDeduplicationId: deduplicationId,
    }));
    try {
      return await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
    } catch (error) {
      const code = unavailableCodeOf(error);
      if (code === undefined) throw error;
      throw new QueueUnavailableError(`The queue did not answer: ${code}.`, { cause: error });
    }
  }
}

// SQS counts the body and the name, type and value of every attribute.
const bytesOf = ({ body, attributes = {} }: OutgoingMessage): number =>
  [body, ...Object.entries(attributes).flat()].reduce((sum, text) => sum + Buffer.byteLength(text), 0) +
  Object.keys(attributes).length * 'String'.length;

const textAttributes = (attributes: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, text]) => [name, { DataType: 'String', StringValue: text }]),
  );
