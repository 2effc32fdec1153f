import { DescribeTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { ListQueuesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { credentials, region } from '../../infra/local/account.ts';
import type { Machine } from '../../infra/local/machine.ts';

/** The database and the queues behind the guard, as whoever runs the machine may reach them. */
export function behindTheGuard({ emulators }: Machine) {
  const settings = { region, credentials };
  return {
    dynamoDb: new DynamoDBClient({ ...settings, endpoint: emulators.dynamoDb }),
    streams: new DynamoDBStreamsClient({ ...settings, endpoint: emulators.dynamoDb }),
    queues: new SQSClient({ ...settings, endpoint: emulators.queues }),
  };
}
/** What stands behind the guard of a machine. */
export type Behind = ReturnType<typeof behindTheGuard>;

/** Sends a message to the queue whose name holds this. */
export async function send({ queues }: Behind, queueName: string, message: unknown): Promise<void> {
  const { QueueUrls: urls = [] } = await queues.send(new ListQueuesCommand({}));
  const url = urls.find((candidate) => candidate.includes(queueName));
  if (url === undefined) throw new Error(`There is no queue ${queueName}.`);
  await queues.send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(message) }));
}

/** The one table, and its stream. */
export async function onlyTable({ dynamoDb }: Behind) {
  const { TableNames: [name = ''] = [] } = await dynamoDb.send(new ListTablesCommand({}));
  const { Table: table } = await dynamoDb.send(new DescribeTableCommand({ TableName: name }));
  return { name, streamArn: table?.LatestStreamArn ?? '' };
}
