import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { SimulatedProcess } from './port-calls.ts';
import type { ReceivedMessage } from './simulated-queue.ts';

/** A function of ours that works through a queue, as Lambda calls it. */
export type QueueHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** Hands a batch of messages to a function, in the form of Lambda. */
export const invokeWith = (
  handler: QueueHandler,
  queueName: string,
  messages: readonly ReceivedMessage[],
): Promise<SQSBatchResponse> =>
  handler({ Records: messages.map((message) => recordOf(queueName, message)) }, lambdaContext);

/**
 * Gives each call of a function an execution environment, as Lambda does: the one of the last call with all that its code
 * was made with, frozen in between, or a fresh one where the last call died in it.
 */
export function environmentsOf(
  functionOf: (process: SimulatedProcess) => QueueHandler,
): (process: SimulatedProcess) => QueueHandler {
  let current: SimulatedProcess | undefined;
  let handler: QueueHandler | undefined;

  function freshHandler(first: SimulatedProcess): QueueHandler {
    // Bound to its own environment: code of one that died never calls on behalf of another.
    let entered = first;
    const frozen: SimulatedProcess = {
      call: (operation, doing) => entered.call(operation, doing),
      crashed: first.crashed,
      hasCrashed: () => entered.hasCrashed(),
    };
    enter = (process) => {
      entered = process;
    };
    return functionOf(frozen);
  }

  let enter: (process: SimulatedProcess) => void = () => undefined;
  return (process) => {
    if (handler === undefined || current?.hasCrashed()) handler = freshHandler(process);
    else enter(process);
    current = process;
    return handler;
  };
}

const lambdaContext: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'simulated',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:local:000000000000:function:simulated',
  memoryLimitInMB: '1024',
  awsRequestId: 'simulated',
  logGroupName: '',
  logStreamName: '',
  getRemainingTimeInMillis: () => 30_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};
// Who is told how much time is left sets a timer of the real world by it, and one that dies never takes it back.
Reflect.deleteProperty(lambdaContext, 'getRemainingTimeInMillis');

const arnOf = (queueName: string): string => `arn:aws:sqs:local:000000000000:${queueName}`;

function recordOf(queueName: string, message: ReceivedMessage): SQSRecord {
  const { messageId, receiptHandle, body, receiveCount, sentAtMilliseconds, attributes, deadLetterSource } = message;
  const text = (stringValue: string) => ({ stringValue, dataType: 'String' as const });
  return {
    messageId,
    receiptHandle,
    body,
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: String(sentAtMilliseconds),
      SenderId: 'simulated',
      ApproximateFirstReceiveTimestamp: String(sentAtMilliseconds),
      ...(deadLetterSource && { DeadLetterQueueSourceArn: arnOf(deadLetterSource) }),
    },
    messageAttributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, text(value)])),
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: arnOf(queueName),
    awsRegion: 'local',
  };
}
