import type { ServedBucket } from './buckets/bucket-endpoint.ts';
import type { Bus } from './bus.ts';
import type { CallMeter } from './call-meter.ts';
import type { DataFolder } from './data-folder.ts';
import type { LocalDynamoDb } from './dynamodb.ts';
import type { FunctionPool } from './function-pool.ts';
import type { Caller } from './guard/guard.ts';
import type { Right } from './guard/policy-document.ts';
import type { Roles } from './guard/roles.ts';
import type { LocalQueue, LocalQueues } from './queues.ts';
import { StartProblem } from './start-problem.ts';

/** A function as other resources find it. */
export type LocalFunction = Readonly<{
  /** What it is called by people: its folder. */
  name: string;
  arn: string;
  /** The role in whose name AWS fetches for it what an event source mapping names. */
  roleName: string;
  invoke: FunctionPool['invoke'];
  mostEnvironments: number;
}>;

/** Something that runs, and can be ended. */
export type Running = Readonly<{ close(): Promise<void> }>;

/** What the resources of a template are made of, and where they find each other. */
export type MachineParts = Readonly<{
  dynamoDb: LocalDynamoDb;
  queues: LocalQueues;
  folder: DataFolder;
  /** URL of the issuer of tokens that stands in for Cognito. */
  issuerUrl: string;
  /** Where a function finds the emulators. */
  endpoints: Readonly<Record<string, string>>;
  /** Folder of the bundle that the template names by its key. */
  bundleFolder: (assetKey: string) => string;
  log: (line: string) => void;
  logOfFunction: (functionName: string) => (text: string) => void;
  /** What every role may do. */
  roles: Roles;
  /** What AWS itself is going to do in the name of a role. */
  onBehalf: Readonly<{ roleName: string; rights: readonly Right[] }>[];
  /** Functions by their access keys. */
  callers: Map<string, Caller>;
  meter: CallMeter;
  tableArns: Map<string, string>;
  streamArns: Set<string>;
  functions: Map<string, LocalFunction>;
  queuesByArn: Map<string, LocalQueue>;
  /** ARN of the queue that gives up on messages, by the ARN of the dead-letter queue that gets them. */
  deadLetterSources: Map<string, string>;
  buses: Map<string, Bus>;
  buckets: Map<string, ServedBucket>;
  /** Function ARN by integration id, and integration target by route key. */
  integrations: Map<string, string>;
  routes: Map<string, string>;
  audiences: string[];
  /** Paths below which functions look for the settings of shops. */
  parameterPaths: Set<string>;
  /** What functions put before the id of a shop to name its secret. */
  secretPrefixes: Set<string>;
  /** What begins to run once every resource is there. */
  starters: (() => Running)[];
  pools: Running[];
}>;

/** Finds what another resource made; throws {@link StartProblem} when the template names something that is not here. */
export function found<Value>(made: ReadonlyMap<string, Value>, key: string, kind: string): Value {
  const value = made.get(key);
  if (value === undefined) throw new StartProblem(`There is no ${kind} ${key} on this machine.`);
  return value;
}
