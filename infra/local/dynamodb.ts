import { createRequire } from 'node:module';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { DynamoDBClient, DynamoDBServiceException, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { credentials, region } from './account.ts';
import { type ChildProcess, startChildProcess } from './child-process.ts';
import { freePort } from './free-port.ts';
import { StartProblem } from './start-problem.ts';

/** A running DynamoDB, ours or the one that the user pointed at. */
export type LocalDynamoDb = Readonly<{
  endpoint: string;
  client: DynamoDBClient;
  streams: DynamoDBStreamsClient;
  /** To be called once the tables are there. */
  speedUpStreams(): void;
  /** Resolves when our database has ended; one that the user pointed at never does. */
  ended: Promise<unknown>;
  stop(): Promise<void>;
}>;

const binaryPackage = '@dynoxide/linux-x64/dynoxide';
const longestStartMilliseconds = 10_000;
const pauseMilliseconds = 20;

/**
 * Starts dynoxide over a database file, or takes the emulator at `endpoint`. Throws {@link StartProblem} where there is
 * neither a binary for this platform nor an endpoint, and when what there is does not answer.
 */
export async function startDynamoDb(
  options: Readonly<{ databasePath: string; endpoint: string | undefined }>,
): Promise<LocalDynamoDb> {
  if (options.endpoint !== undefined) return connect(options.endpoint, undefined, undefined);
  const port = await freePort();
  const binary = binaryPath();
  const child = startChildProcess([binary, 'serve', '--port', String(port), '--db-path', options.databasePath]);
  return connect(`http://127.0.0.1:${port}`, child, options.databasePath);
}

async function connect(
  endpoint: string,
  child: ChildProcess | undefined,
  databasePath: string | undefined,
): Promise<LocalDynamoDb> {
  const settings = { endpoint, region, credentials };
  const client = new DynamoDBClient(settings);
  const streams = new DynamoDBStreamsClient(settings);
  const stop = async (): Promise<void> => {
    client.destroy();
    streams.destroy();
    await child?.stop();
  };
  await answering(client, endpoint, child).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    endpoint,
    client,
    streams,
    ended: child?.ended ?? Promise.withResolvers().promise,
    speedUpStreams: () => databasePath !== undefined && indexStreamRecords(databasePath),
    stop,
  };
}

function binaryPath(): string {
  try {
    return createRequire(import.meta.url).resolve(binaryPackage);
  } catch (cause) {
    throw new StartProblem(
      `There is no DynamoDB binary for ${process.platform}-${process.arch}: start any DynamoDB emulator and set AWS_ENDPOINT_URL_DYNAMODB to its address.`,
      { cause },
    );
  }
}

async function answering(client: DynamoDBClient, endpoint: string, child: ChildProcess | undefined): Promise<void> {
  const deadline = Date.now() + longestStartMilliseconds;
  for (;;) {
    try {
      await client.send(new ListTablesCommand({}));
      return;
    } catch (cause) {
      if (cause instanceof DynamoDBServiceException)
        throw new StartProblem(`DynamoDB at ${endpoint} refuses to list tables: ${cause.name}.`, { cause });
      const ended = child?.hasEnded() ?? false;
      if (ended || Date.now() > deadline)
        throw new StartProblem(`DynamoDB at ${endpoint} does not answer. ${child?.lastWords() ?? ''}`.trim(), {
          cause,
        });
      await delay(pauseMilliseconds);
    }
  }
}

// Without this index every write reads all stream records that were ever written: 138 writes a second after 18,000.
function indexStreamRecords(databasePath: string): void {
  const database = new DatabaseSync(databasePath, { timeout: 5_000 });
  database.exec(
    'CREATE INDEX IF NOT EXISTS avoir_stream_sequence ON _stream_records(table_name, CAST(sequence_number AS INTEGER))',
  );
  database.close();
}
