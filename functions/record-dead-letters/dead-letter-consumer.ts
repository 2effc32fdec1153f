import middy from '@middy/core';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type { Log } from '../../shared/lambda/log.ts';
import type { Count } from '../../shared/lambda/metrics.ts';
import { acknowledgeRecords, queueNameOf } from '../../shared/lambda/record-acknowledging.ts';
import { replayAttribute, replayedLetterIn } from '../../shared/stores/replay-attribute.ts';
import { type DeadMessage, type RecordDeadLettersDependencies, recordDeadLetter } from './record-dead-letters.ts';

/** What the consumer of all dead-letter queues needs. */
export type DeadLetterConsumer = RecordDeadLettersDependencies & Readonly<{ log: Log; count: Count }>;

/** A Lambda function that stores dead messages. One that cannot be stored stays in its queue and comes again: there is no queue behind this one. */
export function deadLetterConsumer({ log, count, ...dependencies }: DeadLetterConsumer) {
  // The try at a dead letter is not itself the try at a message that may die: it is logged, and nothing is noted.
  const noteFailedTry = async () => undefined;
  const handleRecord = async (record: SQSRecord): Promise<void> => {
    for (const letter of await recordDeadLetter(dependencies, deadMessageOf(record))) {
      const { queueName, letterId: messageId, shopId, caseId, attempts } = letter;
      log.info('DEAD_LETTER_RECORDED', { queueName, messageId, shopId, caseId, errorCode: attempts.at(-1)?.errorCode });
      count('DeadLettersRecorded');
    }
  };
  return middy((batch: SQSEvent) => acknowledgeRecords({ log, count, noteFailedTry }, batch, handleRecord));
}

/** EventBridge and Scheduler say in attributes what they could not deliver and why; a queue's own dead message has none. */
function deadMessageOf(record: SQSRecord): DeadMessage {
  const { messageId, body, messageAttributes } = record;
  const attribute = (name: string) => messageAttributes[name]?.stringValue;
  const errorCode = attribute('ERROR_CODE');
  const kindWithoutRule = errorCode === undefined ? 'queue_message' : 'undelivered_schedule';
  const kind = attribute('RULE_ARN') === undefined ? kindWithoutRule : 'undelivered_event';
  const receiveCount = Number(attribute('RETRY_ATTEMPTS') ?? record.attributes.ApproximateReceiveCount);
  const targetArn = kind === 'undelivered_event' ? attribute('TARGET_ARN') : undefined;
  return {
    queueName: sourceQueueOf(record),
    messageId,
    body,
    receiveCount,
    errorCode,
    targetQueueName: targetArn && lastPartOf(targetArn),
    replayOf: replayedLetterIn(attribute(replayAttribute)),
    kind,
  };
}

const lastPartOf = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);

// A message that a queue gave up on says which queue that was; what it failed of was noted under that name.
function sourceQueueOf(record: SQSRecord): string {
  const source = record.attributes.DeadLetterQueueSourceArn;
  return source === undefined ? queueNameOf(record) : lastPartOf(source);
}
