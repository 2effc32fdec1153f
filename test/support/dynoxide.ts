import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { tableDefinition } from './table-definition.ts';

/** A DynamoDB of one test file, with a client that speaks to it. */
export type Dynoxide = Readonly<{
  endpoint: string;
  client: DynamoDBClient;
  /** Makes one more table with Avoir's keys, indexes and stream. */
  createTable(tableName: string): Promise<void>;
  stop(): Promise<void>;
}>;

// The shell waits for the end of its own input: when the test process is gone, however it went, the database goes too.
const dieWithParent = '"$@" & p=$!; trap "kill $p" TERM INT; cat >/dev/null; kill $p; wait $p';

/** Starts dynoxide on a free port with a database file in a temporary folder, both gone after `stop`. */
export async function startDynoxide(): Promise<Dynoxide> {
  const folder = await mkdtemp(join(tmpdir(), 'avoir-dynoxide-'));
  const databasePath = join(folder, 'tables.db');
  const port = await freePort();
  const binary = createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
  const command = [binary, 'serve', '--port', String(port), '--db-path', databasePath];
  const child = spawn('sh', ['-c', dieWithParent, 'sh', ...command], { stdio: ['pipe', 'ignore', 'ignore'] });
  const endpoint = `http://127.0.0.1:${port}`;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region: 'eu-west-1', credentials });
  await answering(client, child);
  return {
    endpoint,
    client,
    async createTable(tableName) {
      await client.send(new CreateTableCommand({ TableName: tableName, ...tableDefinition }));
      indexStream(databasePath);
    },
    async stop() {
      client.destroy();
      const ended = once(child, 'exit');
      child.stdin?.end();
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

// Without this index every write reads all stream records that were ever written.
function indexStream(databasePath: string): void {
  const database = new DatabaseSync(databasePath);
  database.exec(
    'CREATE INDEX IF NOT EXISTS x_stream_seq ON _stream_records(table_name, CAST(sequence_number AS INTEGER))',
  );
  database.close();
}

async function answering(client: DynamoDBClient, child: ChildProcess): Promise<void> {
  const attempts = 200;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(new ListTablesCommand({}));
      return;
    } catch (error) {
      if (child.exitCode !== null || attempt === attempts) throw error;
      await delay(25);
    }
  }
}

// dynoxide prints ":0" for port 0, so a port is taken and given back.
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
}
