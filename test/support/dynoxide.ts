import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { startDynamoDb } from '../../infra/local/dynamodb.ts';
import { tableDefinition } from './table-definition.ts';

/** A DynamoDB of one test file, with clients that speak to it. */
export type Dynoxide = Readonly<{
  client: DynamoDBClient;
  streams: DynamoDBStreamsClient;
  /** Makes an empty table with Avoir's keys, indexes and stream, and answers its name. */
  freshTable(): Promise<string>;
  stop(): Promise<void>;
}>;

/**
 * Starts dynoxide with a database file in a temporary folder, both gone after `stop`. Where there is no dynoxide, the
 * emulator at `AWS_ENDPOINT_URL_DYNAMODB` stands in; table names are new each time, so that it may be an old one.
 */
export async function startDynoxide(): Promise<Dynoxide> {
  const folder = await mkdtemp(join(tmpdir(), 'avoir-dynoxide-'));
  const endpoint = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  const database = await startDynamoDb({ databasePath: join(folder, 'tables.db'), endpoint });
  return {
    client: database.client,
    streams: database.streams,
    async freshTable() {
      const tableName = `Avoir-${randomUUID()}`;
      await database.client.send(new CreateTableCommand({ TableName: tableName, ...tableDefinition }));
      database.speedUpStreams();
      return tableName;
    },
    async stop() {
      await database.stop();
      await rm(folder, { recursive: true });
    },
  };
}
