import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, beforeAll } from 'vitest';
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts';
import { describeQueue, type Received } from './queue-contract.ts';

let server: FauxqsServer;
let client: SQSClient;
let queues = 0;

beforeAll(async () => {
  server = await startFauxqs({ port: 0, logger: false });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new SQSClient({ endpoint: `http://127.0.0.1:${server.port}`, region: 'eu-west-1', credentials });
});
afterAll(async () => {
  client.destroy();
  await server.stop();
});

async function receive(QueueUrl: string): Promise<readonly Received[]> {
  const question = {
    QueueUrl,
    MaxNumberOfMessages: 10,
    MessageAttributeNames: ['All'],
    MessageSystemAttributeNames: ['ApproximateReceiveCount' as const],
  };
  const { Messages: messages = [] } = await client.send(new ReceiveMessageCommand(question));
  return messages.map(({ MessageId = '', ReceiptHandle = '', Body = '', Attributes, MessageAttributes = {} }) => {
    const receiveCount = Number(Attributes?.ApproximateReceiveCount);
    const texts = Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => [name, StringValue] as const);
    const attributes = Object.fromEntries(texts);
    return { messageId: MessageId, receiptHandle: ReceiptHandle, body: Body, receiveCount, attributes };
  });
}

function queueUrl(name: string, attributes: Record<string, string>): Readonly<{ url: string; arn: string }> {
  const { queueArn } = server.createQueue(name, { region: 'eu-west-1', attributes });
  return { url: `http://127.0.0.1:${server.port}/000000000000/${name}`, arn: queueArn };
}

describeQueue('SQS', async () => {
  queues += 1;
  const deadLetters = queueUrl(`dead-letters-${queues}`, {});
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 2 });
  const { url: QueueUrl } = queueUrl(`queue-${queues}`, { VisibilityTimeout: '60', RedrivePolicy });
  return {
    queue: sqsQueue(client, QueueUrl),
    receive: () => receive(QueueUrl),
    async delete(ReceiptHandle) {
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    },
    async release(ReceiptHandle) {
      await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
    },
    deadLetters: () => receive(deadLetters.url),
  };
});
