import { arnsOfRequests } from './guard/arns-of-requests.ts';
import { startGuard } from './guard/guard.ts';
import { countable, meterCall } from './guard/meter-call.ts';
import type { MachineParts } from './machine-parts.ts';

/** Addresses of what stands in for AWS. */
export type Emulators = Readonly<{ dynamoDb: string; queues: string; aws: string; buckets: string }>;

/** Where functions find AWS, as the SDK reads it from their environment. Closing ends what stands in between. */
export type Endpoints = Readonly<{ variables: Readonly<Record<string, string>>; close(): Promise<void> }>;

type Access = Pick<MachineParts, 'roles' | 'callers' | 'meter' | 'tableArns' | 'streamArns' | 'log'>;

/** Endpoints at which every call is held to the caller's role, and counted. */
export async function guardedEndpoints(emulators: Emulators, access: Access): Promise<Endpoints> {
  const guard = await startGuard({
    upstreams: {
      dynamodb: emulators.dynamoDb,
      streams: emulators.dynamoDb,
      sqs: emulators.queues,
      aws: emulators.aws,
    },
    callers: access.callers,
    roles: access.roles,
    arns: arnsOfRequests(access),
    changed: countable,
    observe: (call) => meterCall(access.meter, call),
    log: access.log,
  });
  const variables = variablesOf({ ...emulators, dynamoDb: guard.url, queues: guard.url, aws: guard.url });
  return { variables, close: guard.close };
}

/** The emulators themselves, which ask nobody for rights: for measuring what everything else costs. */
export const directEndpoints = (emulators: Emulators): Endpoints => ({
  variables: variablesOf(emulators),
  close: async () => undefined,
});

// Buckets are asked at their own address, by functions and by whoever has an address that one of them signed.
const variablesOf = ({ dynamoDb, queues, aws, buckets }: Emulators): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL_DYNAMODB: dynamoDb,
  AWS_ENDPOINT_URL_DYNAMODB_STREAMS: dynamoDb,
  AWS_ENDPOINT_URL_SQS: queues,
  AWS_ENDPOINT_URL_EVENTBRIDGE: aws,
  AWS_ENDPOINT_URL_SSM: aws,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: aws,
  AWS_ENDPOINT_URL_SNS: aws,
  AWS_ENDPOINT_URL_S3: buckets,
});
