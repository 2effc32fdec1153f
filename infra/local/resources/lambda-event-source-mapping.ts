import * as z from 'zod';
import { fileCheckpoint } from '../checkpoint.ts';
import { parsePattern } from '../event-pattern.ts';
import { found, type LocalFunction, type MachineParts } from '../machine-parts.ts';
import { startQueuePoller } from '../queue-poller.ts';
import { type Resource, resourceType } from '../resource-type.ts';
import { StartProblem } from '../start-problem.ts';
import { startStreamPoller } from '../stream-poller.ts';
import { type ReadStream, streamReader } from '../stream-reader.ts';
import { functionArnOf } from './lambda-function.ts';

const properties = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.literal(true).optional(),
  BatchSize: z.int().positive().optional(),
  MaximumBatchingWindowInSeconds: z.int().nonnegative().default(0),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  ScalingConfig: z.strictObject({ MaximumConcurrency: z.int().min(2) }).optional(),
  StartingPosition: z.literal('TRIM_HORIZON').optional(),
  FilterCriteria: z.strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string() })) }).optional(),
  MaximumRetryAttempts: z.int().min(-1).default(-1),
  MaximumRecordAgeInSeconds: z.int().min(-1).default(-1),
  BisectBatchOnFunctionError: z.boolean().default(false),
  DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: z.string() }) }).optional(),
});
type Mapping = Resource<z.infer<typeof properties>>;

const unlimited = -1;
// What AWS does to feed a function is done in the function's name, and needs its rights.
const drainingActions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
const readingActions = [
  'dynamodb:DescribeStream',
  'dynamodb:GetShardIterator',
  'dynamodb:GetRecords',
  'dynamodb:ListStreams',
];
const defaultBatchSizes = { queue: 10, stream: 100 } as const;

/** What feeds a function from a queue or from a table's stream. It begins once everything else is there. */
export const lambdaEventSourceMapping = resourceType(properties, (mapping, parts) => {
  const { EventSourceArn: source, FunctionName: functionName } = mapping.properties;
  const target = found(parts.functions, functionArnOf(functionName), 'function');
  if (source.startsWith('arn:aws:sqs:')) feedFromQueue(mapping, target, parts);
  else if (source.includes('/stream/')) feedFromStream(mapping, target, parts);
  else throw new StartProblem(`EventSourceArn: ${source} is neither a queue nor the stream of a table.`);
  return { ref: mapping.logicalId };
});

function feedFromQueue({ properties: wanted }: Mapping, target: LocalFunction, parts: MachineParts): void {
  if (
    wanted.FilterCriteria ||
    wanted.DestinationConfig ||
    wanted.BisectBatchOnFunctionError ||
    wanted.StartingPosition
  ) {
    throw new StartProblem('Filters, destinations and bisecting are for streams; of a queue they are not known here.');
  }
  const queue = found(parts.queuesByArn, wanted.EventSourceArn, 'queue');
  parts.onBehalf.push({
    roleName: target.roleName,
    rights: drainingActions.map((action) => ({ action, resource: queue.arn })),
  });
  const most = wanted.ScalingConfig?.MaximumConcurrency ?? target.mostEnvironments;
  parts.starters.push(() =>
    startQueuePoller({
      client: parts.queues.client,
      queueUrl: queue.url,
      queueArn: queue.arn,
      deadLetterSourceArn: parts.deadLetterSources.get(queue.arn),
      invoke: target.invoke,
      batchSize: wanted.BatchSize ?? defaultBatchSizes.queue,
      batchWindowSeconds: wanted.MaximumBatchingWindowInSeconds,
      // More than that would only wait for an environment, with their visibility running out.
      maxConcurrency: Math.min(most, target.mostEnvironments),
      reportsItemFailures: wanted.FunctionResponseTypes.length > 0,
      onRequest: (operation) => parts.meter.add(target.name, 'queue_requests', 1, operation),
      log: parts.log,
    }),
  );
}

function feedFromStream(
  { physicalName, properties: wanted }: Mapping,
  target: LocalFunction,
  parts: MachineParts,
): void {
  if (wanted.StartingPosition === undefined) throw new StartProblem('StartingPosition: a stream needs one.');
  if (wanted.ScalingConfig || wanted.MaximumBatchingWindowInSeconds > 0) {
    throw new StartProblem('ScalingConfig and MaximumBatchingWindowInSeconds are known of queues only.');
  }
  const failures = wanted.DestinationConfig?.OnFailure.Destination;
  const failureQueue = failures === undefined ? undefined : found(parts.queuesByArn, failures, 'queue');
  parts.onBehalf.push({
    roleName: target.roleName,
    rights: [
      ...readingActions.map((action) => ({ action, resource: wanted.EventSourceArn })),
      ...(failureQueue ? [{ action: 'sqs:SendMessage', resource: failureQueue.arn }] : []),
    ],
  });
  const filters = (wanted.FilterCriteria?.Filters ?? []).map(({ Pattern: pattern }) =>
    parsePattern(JSON.parse(pattern)),
  );
  parts.starters.push(() =>
    startStreamPoller({
      client: parts.dynamoDb.streams,
      read: counted(streamReader(parts.dynamoDb.endpoint, wanted.EventSourceArn), target, parts),
      streamArn: wanted.EventSourceArn,
      functionArn: target.arn,
      invoke: target.invoke,
      batchSize: wanted.BatchSize ?? defaultBatchSizes.stream,
      filters,
      maxRetryAttempts: numberOrNone(wanted.MaximumRetryAttempts),
      maxRecordAgeSeconds: numberOrNone(wanted.MaximumRecordAgeInSeconds),
      bisectsOnError: wanted.BisectBatchOnFunctionError,
      reportsItemFailures: wanted.FunctionResponseTypes.length > 0,
      checkpoint: fileCheckpoint(parts.folder.checkpointPath(physicalName)),
      onFailure: failureQueue && (async (document) => parts.queues.send(failureQueue.name, JSON.stringify(document))),
      log: parts.log,
    }),
  );
}

const counted =
  (read: ReadStream, { name }: LocalFunction, { meter }: MachineParts): ReadStream =>
  async (iterator, limit, signal) => {
    const page = await read(iterator, limit, signal);
    meter.add(name, 'stream_records', page.records.length, 'stream');
    return page;
  };

const numberOrNone = (value: number): number | undefined => (value === unlimited ? undefined : value);
