import { openDataFolder } from '../../infra/local/data-folder.ts';
import { startDynamoDb } from '../../infra/local/dynamodb.ts';
import type { MachineParts } from '../../infra/local/machine-parts.ts';
import { startQueues } from '../../infra/local/queues.ts';

/** What resources are made of, with a database and queues of its own. `await using` ends all of it. */
export async function localMachineParts(): Promise<AsyncDisposable & Readonly<{ parts: MachineParts }>> {
  const folder = await openDataFolder(undefined);
  const dynamoDb = await startDynamoDb({ databasePath: folder.databasePath, endpoint: undefined });
  const queues = await startQueues(folder.queuesPath);
  const parts: MachineParts = {
    dynamoDb,
    queues,
    folder,
    issuerUrl: 'http://127.0.0.1:8787/.local-issuer',
    endpoints: {},
    bundleFolder: (assetKey) => `/bundles/${assetKey}`,
    log: () => undefined,
    logOfFunction: () => () => undefined,
    functions: new Map(),
    queuesByArn: new Map(),
    buses: new Map(),
    integrations: new Map(),
    routes: new Map(),
    audiences: [],
    parameterPaths: new Set(),
    starters: [],
    pools: [],
  };
  return {
    parts,
    async [Symbol.asyncDispose]() {
      await Promise.all(parts.pools.map((pool) => pool.close()));
      await queues.stop();
      await dynamoDb.stop();
      await folder.release();
    },
  };
}
