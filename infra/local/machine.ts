import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { startAwsEndpoint } from './aws-endpoint.ts';
import { startBucketEndpoint } from './buckets/bucket-endpoint.ts';
import { type CallMeter, createCallMeter } from './call-meter.ts';
import { openDataFolder } from './data-folder.ts';
import { deploy } from './deployment.ts';
import { startDynamoDb } from './dynamodb.ts';
import { hearOfSimulatedEcom } from './ecom-webhooks.ts';
import { directEndpoints, type Emulators, guardedEndpoints } from './endpoints.ts';
import { freePort } from './free-port.ts';
import { openFunctionLog } from './function-log.ts';
import { bucketAccess } from './guard/bucket-access.ts';
import type { Right } from './guard/policy-document.ts';
import { createRoles } from './guard/roles.ts';
import { localIssuerPath } from './local-issuer.ts';
import { openMachineFront } from './machine-front.ts';
import type { MachineParts, Running } from './machine-parts.ts';
import { openMailFile } from './mail-file.ts';
import { shopParameters } from './parameters.ts';
import { requireFreePort } from './port-check.ts';
import { startQueues } from './queues.ts';
import { readShopsFile } from './shops-file.ts';
import { simulatedShops, simulatedSystems } from './simulators/host/simulated-shops.ts';
import { startSimulatorHost } from './simulators/host/simulator-host.ts';
import { StartProblem } from './start-problem.ts';
import { synthesize } from './synthesize.ts';
import { readTemplates, type StackTemplate } from './template.ts';

/** How a machine is started. What is left out gets its default. */
export type MachineOptions = Readonly<{
  /** Where all state is kept; without it in a temporary folder that goes with the machine. */
  dataFolder?: string | undefined;
  /** 0 takes any free port. */
  port: number;
  /** The bearer token that may do everything; without it one is made, or the one of the data folder taken. */
  token?: string | undefined;
  shopsFile?: string | undefined;
  /** A DynamoDB emulator to use instead of our own. */
  dynamoDbEndpoint?: string | undefined;
  /** `guarded` holds every call of a function to its role and counts it; `direct` is for measuring without that. */
  calls?: 'guarded' | 'direct';
  /** How many times as fast as the real one's the limiters of a simulated Retail let go. */
  simulatorSpeed?: number | undefined;
  /** Shows the logs of the functions on the error output. */
  isVerbose?: boolean;
  progress?: (line: string) => void;
  /** Folder with synthesized templates to run instead of the app's own. */
  templatesFolder?: string | undefined;
}>;

/** A running system. */
export type Machine = Readonly<{
  url: string;
  token: string;
  dataPath: string;
  logPath: string;
  /** What stands in for AWS, itself: it asks nobody for rights. */
  emulators: Emulators;
  /** What was used up to now, as AWS would charge for it. */
  meter: CallMeter;
  /** What each function may do and has not done since the start. */
  unusedRights: () => ReadonlyMap<string, readonly Right[]>;
  /** Whether nothing like it was done in this data folder before. */
  isFirst: (deed: string) => Promise<boolean>;
  /** Resolves when the machine cannot go on, with the reason. */
  failed: Promise<string>;
  /** Ends everything; what is in flight has a few seconds. */
  stop(): Promise<void>;
}>;

const stopPatienceMilliseconds = 5_000;
// A day of Retail's pace passes in two and a half minutes: fast enough to watch, slow enough to be paced.
const usualSimulatorSpeed = 600;

/**
 * Starts the whole system from its synthesized templates. Throws {@link StartProblem} or `PortBusyError` with one clear
 * line, and leaves nothing running then.
 */
export async function startMachine(options: MachineOptions): Promise<Machine> {
  const { progress = () => undefined } = options;
  const cleanups: (() => Promise<void>)[] = [];
  const stopping = new AbortController();
  const stop = async (): Promise<void> => {
    stopping.abort();
    for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
  };
  try {
    const simulators = await startSimulatorHost();
    cleanups.push(() => simulators.close());
    const shops = await readShopsFile(options.shopsFile, simulators.addresses);
    const port = options.port === 0 ? await freePort() : options.port;
    await requireFreePort(port);
    const folder = await openDataFolder(options.dataFolder);
    cleanups.push(() => folder.release());
    const stacks = await readTemplates(options.templatesFolder ?? (await synthesize(progress)));
    const log = await openFunctionLog(folder.logPath, options.isVerbose ?? false);
    cleanups.push(() => log.close());
    const { addresses } = simulators;
    const speed = options.simulatorSpeed ?? usualSimulatorSpeed;
    await simulators.begin({
      systems: simulatedSystems(shops, { addresses, speed }),
      journalFolder: folder.simulatorsPath,
      machineUrl: `http://127.0.0.1:${port}`,
    });

    progress('Starting database and queues');
    const dynamoDb = await startDynamoDb({ databasePath: folder.databasePath, endpoint: options.dynamoDbEndpoint });
    cleanups.push(() => dynamoDb.stop());
    const queues = await startQueues(folder.queuesPath);
    cleanups.push(() => queues.stop());
    const buses: MachineParts['buses'] = new Map();
    const parameters = new Map<string, string>();
    const secrets = new Map<string, string>();
    const putEvents = (entries: unknown) => onlyBus(buses).putEvents(entries);
    const publish = openMailFile(folder.mailsPath, log.machine);
    const aws = await startAwsEndpoint({ putEvents, parameters, secrets, publish, log: log.machine });
    cleanups.push(() => aws.close());

    const access = {
      roles: createRoles(),
      callers: new Map(),
      meter: createCallMeter(),
      tableArns: new Map<string, string>(),
      streamArns: new Set<string>(),
      log: log.machine,
    };
    const buckets: MachineParts['buckets'] = new Map();
    const bucketServer = await startBucketEndpoint({
      buckets,
      allows: options.calls === 'direct' ? () => true : bucketAccess(access),
      now: Date.now,
      log: log.machine,
    });
    cleanups.push(() => bucketServer.close());
    const emulators = {
      dynamoDb: dynamoDb.endpoint,
      queues: queues.endpoint,
      aws: aws.url,
      buckets: bucketServer.url,
    };
    const endpoints =
      options.calls === 'direct' ? directEndpoints(emulators) : await guardedEndpoints(emulators, access);
    cleanups.push(() => endpoints.close());

    const issuerUrl = `http://127.0.0.1:${port}${localIssuerPath}`;
    const parts: MachineParts = {
      dynamoDb,
      queues,
      folder,
      issuerUrl,
      endpoints: endpoints.variables,
      bundleFolder: (assetKey) => bundleFolderIn(stacks, assetKey),
      ...access,
      onBehalf: [],
      logOfFunction: log.ofFunction,
      functions: new Map(),
      queuesByArn: new Map(),
      deadLetterSources: new Map(),
      buses,
      buckets,
      integrations: new Map(),
      routes: new Map(),
      audiences: [],
      parameterPaths: new Set(),
      secretPrefixes: new Set(),
      starters: [],
      pools: [],
    };
    cleanups.push(() => closeAll(parts.pools));
    progress('Making the resources of the templates');
    await deploy(stacks, parts);
    for (const { roleName, rights } of parts.onBehalf) access.roles.require(roleName, rights);
    const settings = shops.map((shop) => shop.settings);
    for (const path of parts.parameterPaths) {
      for (const [name, value] of shopParameters(path, settings)) parameters.set(name, value);
    }
    for (const prefix of parts.secretPrefixes) {
      for (const shop of shops) secrets.set(`${prefix}${shop.settings.shopId}`, shop.secretText);
    }

    const token = options.token ?? (await folder.keep('token', () => randomBytes(24).toString('base64url')));
    const front = await openMachineFront(parts, {
      port,
      token,
      simulated: simulatedShops(shops, addresses),
    });
    const running: Running[] = [front, ...parts.starters.map((start) => start())];
    cleanups.push(() => closeWithPatience(running, parts.pools));
    await hearOfSimulatedEcom(shops, { ecomUrl: addresses.get('ecom'), machineUrl: front.url });
    return {
      url: front.url,
      token,
      dataPath: folder.path,
      logPath: folder.logPath,
      emulators,
      meter: access.meter,
      unusedRights: () =>
        new Map([...access.callers.values()].map(({ name, roleName }) => [name, access.roles.unused(roleName)])),
      isFirst: folder.once,
      failed: Promise.race([failureOf(dynamoDb.ended, stopping.signal), simulators.failed]),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function failureOf(databaseEnded: Promise<unknown>, stopping: AbortSignal): Promise<string> {
  await databaseEnded;
  // A machine that is being stopped ends its database itself.
  return stopping.aborted ? Promise.withResolvers<string>().promise : 'The database has ended by itself.';
}

function onlyBus(buses: MachineParts['buses']): MachineParts['buses'] extends Map<string, infer Bus> ? Bus : never {
  const [bus] = buses.values();
  if (bus === undefined) throw new Error('The templates have no bus.');
  return bus;
}

function bundleFolderIn(stacks: readonly StackTemplate[], assetKey: string): string {
  const hash = assetKey.replace(/\.zip$/, '');
  const folder = stacks.map(({ assets }) => assets.get(hash)).find((path) => path !== undefined);
  if (folder === undefined) throw new StartProblem(`Code.S3Key: no stack has the asset ${assetKey}.`);
  return folder;
}

async function closeAll(running: readonly Running[]): Promise<void> {
  await Promise.all(running.map((part) => part.close()));
}

/** Lets what is in flight end; after a while its functions are ended, which answers it. */
async function closeWithPatience(running: readonly Running[], pools: readonly Running[]): Promise<void> {
  const closed = closeAll(running);
  const patience = new AbortController();
  const isLate = delay(stopPatienceMilliseconds, 'late', { signal: patience.signal }).catch(() => 'closed');
  const outcome = await Promise.race([closed.then(() => 'closed'), isLate]);
  patience.abort();
  if (outcome === 'late') await closeAll(pools);
  await closed;
}
