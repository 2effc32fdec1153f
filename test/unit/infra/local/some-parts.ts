import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { SQSClient } from '@aws-sdk/client-sqs';
import { arnOf } from '../../../../infra/local/account.ts';
import { createCallMeter } from '../../../../infra/local/call-meter.ts';
import { createRoles } from '../../../../infra/local/guard/roles.ts';
import type { MachineParts } from '../../../../infra/local/machine-parts.ts';

type CreatedQueue = readonly [name: string, attributes: Readonly<Record<string, string>>];

/** What a machine is made of, with queues that only remember how they were made and no database. */
export function someParts(): Readonly<{ parts: MachineParts; created: readonly CreatedQueue[] }> {
  const created: CreatedQueue[] = [];
  const nothing = async () => undefined;
  return {
    created,
    parts: {
      dynamoDb: {
        endpoint: 'http://127.0.0.1:1',
        client: new DynamoDBClient({ region: 'eu-west-1' }),
        streams: new DynamoDBStreamsClient({ region: 'eu-west-1' }),
        ended: Promise.resolve(),
        speedUpStreams: () => undefined,
        stop: nothing,
      },
      queues: {
        endpoint: 'http://127.0.0.1:1',
        client: new SQSClient({ region: 'eu-west-1' }),
        async create(name, attributes) {
          created.push([name, attributes]);
          return { name, arn: arnOf('sqs', name), url: `http://127.0.0.1:1/000000000000/${name}` };
        },
        send: (name) => {
          throw new Error(`There is no queue ${name}.`);
        },
        stop: nothing,
      },
      folder: {
        path: '/nowhere',
        databasePath: '/nowhere/tables.db',
        queuesPath: '/nowhere/queues',
        bucketsPath: '/nowhere/buckets',
        simulatorsPath: '/nowhere/simulators',
        mailsPath: '/nowhere/mails.jsonl',
        logPath: '/nowhere/functions.log',
        checkpointPath: (mapping) => `/nowhere/${mapping}.json`,
        once: async () => true,
        keep: async (_, make) => make(),
        release: nothing,
      },
      issuerUrl: 'http://127.0.0.1:1/issuer',
      endpoints: { AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:2' },
      bundleFolder: (key) => `/nowhere/${key}`,
      log: () => undefined,
      logOfFunction: () => () => undefined,
      roles: createRoles(),
      onBehalf: [],
      callers: new Map(),
      meter: createCallMeter(),
      tableArns: new Map(),
      streamArns: new Set(),
      functions: new Map(),
      queuesByArn: new Map(),
      deadLetterSources: new Map(),
      buses: new Map(),
      buckets: new Map(),
      integrations: new Map(),
      routes: new Map(),
      audiences: [],
      parameterPaths: new Set(),
      secretPrefixes: new Set(),
      starters: [],
      pools: [],
    },
  };
}
