import {
  BatchProcessor,
  EventType,
  processPartialResponse,
  SqsFifoPartialProcessorAsync,
} from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { errorFields, type Log } from './log.ts';
import type { Count } from './metrics.ts';

/** One try at a message that failed. */
export type FailedTry = Readonly<{ queueName: string; messageId: string; attempt: number; errorCode: string }>;

/** Notes why a try failed, so that it can be said should the message die. May throw: it never decides about the message. */
export type NoteFailedTry = (failed: FailedTry) => Promise<void>;

/** What handling records needs beside the handling itself. */
export type RecordSurroundings = Readonly<{ log: Log; count: Count; noteFailedTry: NoteFailedTry }>;

/** Name of the queue that a record came from. */
export const queueNameOf = ({ eventSourceARN }: SQSRecord): string =>
  eventSourceARN.slice(eventSourceARN.lastIndexOf(':') + 1);

/**
 * Handles each record of a batch for itself and hands back only those that failed, so that one poisoned message never
 * holds up or repeats the others.
 */
export function acknowledgeRecords(
  surroundings: RecordSurroundings,
  event: SQSEvent,
  handleRecord: (record: SQSRecord) => Promise<void>,
): Promise<SQSBatchResponse> {
  const handle = handleOrNote(surroundings, handleRecord);
  return processPartialResponse(event, handle, new BatchProcessor(EventType.SQS), { throwOnFullBatchFailure: false });
}

/**
 * The same for a FIFO queue, one record after the other: what follows a failed one in its group is handed back with it,
 * so that the group keeps its order; other groups go on.
 */
export function acknowledgeFifoRecords(
  surroundings: RecordSurroundings,
  event: SQSEvent,
  handleRecord: (record: SQSRecord) => Promise<void>,
): Promise<SQSBatchResponse> {
  const handle = handleOrNote(surroundings, handleRecord);
  const options = { throwOnFullBatchFailure: false, skipGroupOnError: true };
  return processPartialResponse(event, handle, new SqsFifoPartialProcessorAsync(), options);
}

const handleOrNote =
  ({ log, count, noteFailedTry }: RecordSurroundings, handleRecord: (record: SQSRecord) => Promise<void>) =>
  async (record: SQSRecord): Promise<void> => {
    try {
      await handleRecord(record);
      count('RecordsHandled');
    } catch (error) {
      const { messageId } = record;
      const attempt = Number(record.attributes.ApproximateReceiveCount);
      const { errorCode = 'unknown', errorAt } = errorFields(error);
      const queueName = queueNameOf(record);
      log.error('RECORD_FAILED', { messageId, queueName, attempt, errorCode, errorAt });
      count('RecordsFailed');
      await noteFailedTry({ queueName, messageId, attempt, errorCode }).catch((failure: unknown) =>
        log.error('ATTEMPT_NOT_NOTED', { messageId, queueName, ...errorFields(failure) }),
      );
      throw error;
    }
  };
