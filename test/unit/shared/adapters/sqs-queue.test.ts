import { SendMessageBatchCommand, SQSClient, SQSServiceException } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { sqsQueue } from '../../../../shared/adapters/sqs-queue.ts';
import { QueueUnavailableError } from '../../../../shared/ports/queue.ts';

const sqs = mockClient(SQSClient);
const queue = sqsQueue(new SQSClient({ region: 'eu-west-1' }), 'https://sqs.example/queue');
const messages = (count: number, body = '{}') => Array.from({ length: count }, () => ({ body }));
const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

beforeEach(() => {
  sqs.reset();
  sqs.on(SendMessageBatchCommand).resolves({ Successful: [], Failed: [] });
});

const sizesOfBatches = () =>
  sqs.commandCalls(SendMessageBatchCommand).map(({ args: [command] }) => command.input.Entries?.length);

describe('sending to SQS', () => {
  it('sends ten messages at a time, and nothing for nothing', async () => {
    await queue.send(messages(23));
    expect(sizesOfBatches()).toStrictEqual([10, 10, 3]);
    await queue.send([]);
    expect(sizesOfBatches()).toHaveLength(3);
  });

  it('keeps a batch within 256 kB, counted in bytes', async () => {
    await queue.send(messages(3, 'é'.repeat(60_000)));
    expect(sizesOfBatches()).toStrictEqual([2, 1]);
  });

  it('hands over the delay of a message', async () => {
    await queue.send([{ body: '{"a":1}', delaySeconds: 60 }]);
    const Entries = [expect.objectContaining({ MessageBody: '{"a":1}', DelaySeconds: 60 })];
    expect(sqs).toHaveReceivedCommandWith(SendMessageBatchCommand, { QueueUrl: 'https://sqs.example/queue', Entries });
  });

  it('hands over what travels beside the body, and counts it', async () => {
    await queue.send([{ body: '{}', attributes: { DeadLetter: 'q/1' } }]);
    const MessageAttributes = { DeadLetter: { DataType: 'String', StringValue: 'q/1' } };
    const Entries = [expect.objectContaining({ MessageAttributes })];
    expect(sqs).toHaveReceivedCommandWith(SendMessageBatchCommand, { Entries });
    const attributes = { DeadLetter: 'x'.repeat(100_000) };
    await queue.send(Array.from({ length: 3 }, () => ({ body: '{}', attributes })));
    expect(sizesOfBatches()).toStrictEqual([1, 2, 1]);
  });

  it('does not take a batch for stored of which some messages were refused, although SQS answers 200', async () => {
    const refused = (Id: string, Code: string) => ({ Id, Code, SenderFault: false });
    sqs
      .on(SendMessageBatchCommand)
      .resolves({ Successful: [], Failed: [refused('0', 'InternalError'), refused('2', 'KmsThrottled')] });
    const failure = await failureOf(queue.send(messages(3)));
    expect(failure).toBeInstanceOf(QueueUnavailableError);
    expect(failure).toMatchObject({ failedCodes: ['InternalError', 'KmsThrottled'] });
  });

  it.each([
    [
      'throttling',
      new SQSServiceException({ name: 'RequestThrottled', $fault: 'client', $metadata: { httpStatusCode: 403 } }),
    ],
    ['a time that ran out', Object.assign(new Error('late'), { name: 'TimeoutError' })],
  ])('calls a queue that does not answer unavailable: %s', async (_, cause) => {
    sqs.on(SendMessageBatchCommand).rejects(cause);
    const failure = await failureOf(queue.send(messages(1)));
    expect(failure).toBeInstanceOf(QueueUnavailableError);
    expect(failure).toMatchObject({ cause, failedCodes: [] });
  });

  it('lets a fault of ours pass as it is', async () => {
    const denied = new SQSServiceException({
      name: 'AccessDenied',
      $fault: 'client',
      $metadata: { httpStatusCode: 403 },
    });
    sqs.on(SendMessageBatchCommand).rejects(denied);
    expect(await failureOf(queue.send(messages(1)))).toBe(denied);
  });
});
