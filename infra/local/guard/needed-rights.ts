import * as z from 'zod';
import type { Right } from './policy-document.ts';

/** ARNs of what a request names in its own way. */
export type ArnsOfRequests = Readonly<{
  table: (name: string) => string;
  /** Of the stream that an iterator reads: the iterator itself is opaque. */
  stream: (iterator: string) => string;
  /** The URL ends with the queue's name. */
  queue: (url: string) => string;
  bus: (nameOrArn: string) => string;
  parameter: (name: string) => string;
  secret: (nameOrArn: string) => string;
}>;

type ResourcesOf = (body: unknown, arns: ArnsOfRequests) => readonly string[];

/** The one resource of a request, found by what it is called there. */
const named =
  <Body>(schema: z.ZodType<Body>, resourceOf: (body: Body, arns: ArnsOfRequests) => string): ResourcesOf =>
  (body, arns) => [resourceOf(schema.parse(body), arns)];

const ofTable = z.object({ TableName: z.string() });
const table = named(ofTable, ({ TableName: name }, arns) => arns.table(name));
const tableOrIndex = named(
  ofTable.extend({ IndexName: z.string().optional() }),
  ({ TableName: name, IndexName: index }, arns) =>
    index === undefined ? arns.table(name) : `${arns.table(name)}/index/${index}`,
);
const ofTables = z.object({ RequestItems: z.record(z.string(), z.unknown()) });
const eachTable: ResourcesOf = (body, arns) => Object.keys(ofTables.parse(body).RequestItems).map(arns.table);
const stream = named(z.object({ StreamArn: z.string() }), ({ StreamArn: arn }) => arn);
const iterator = named(z.object({ ShardIterator: z.string() }), ({ ShardIterator: text }, arns) => arns.stream(text));
const queue = named(z.object({ QueueUrl: z.string() }), ({ QueueUrl: url }, arns) => arns.queue(url));
const ofEvents = z.object({ Entries: z.array(z.object({ EventBusName: z.string().default('default') })) });
const eachBus: ResourcesOf = (body, arns) => [
  ...new Set(ofEvents.parse(body).Entries.map(({ EventBusName: name }) => arns.bus(name))),
];
const path = named(z.object({ Path: z.string() }), ({ Path: name }, arns) => arns.parameter(name));
const secret = named(z.object({ SecretId: z.string() }), ({ SecretId: id }, arns) => arns.secret(id));

const topic = named(z.object({ TopicArn: z.string() }), ({ TopicArn: arn }) => arn);

/** Every operation that a function may call here: the action that IAM asks a right for, and on which resources. */
const operations: ReadonlyMap<string, readonly [action: string, resourcesOf: ResourcesOf]> = new Map([
  ['DynamoDB_20120810.GetItem', ['dynamodb:GetItem', table]],
  ['DynamoDB_20120810.PutItem', ['dynamodb:PutItem', table]],
  ['DynamoDB_20120810.UpdateItem', ['dynamodb:UpdateItem', table]],
  ['DynamoDB_20120810.DeleteItem', ['dynamodb:DeleteItem', table]],
  ['DynamoDB_20120810.Query', ['dynamodb:Query', tableOrIndex]],
  ['DynamoDB_20120810.Scan', ['dynamodb:Scan', tableOrIndex]],
  ['DynamoDB_20120810.BatchGetItem', ['dynamodb:BatchGetItem', eachTable]],
  ['DynamoDB_20120810.BatchWriteItem', ['dynamodb:BatchWriteItem', eachTable]],
  ['DynamoDBStreams_20120810.GetShardIterator', ['dynamodb:GetShardIterator', stream]],
  ['DynamoDBStreams_20120810.GetRecords', ['dynamodb:GetRecords', iterator]],
  ['AmazonSQS.SendMessage', ['sqs:SendMessage', queue]],
  ['AmazonSQS.SendMessageBatch', ['sqs:SendMessage', queue]],
  ['AmazonSQS.ReceiveMessage', ['sqs:ReceiveMessage', queue]],
  ['AmazonSQS.DeleteMessage', ['sqs:DeleteMessage', queue]],
  ['AmazonSQS.DeleteMessageBatch', ['sqs:DeleteMessage', queue]],
  ['AmazonSQS.ChangeMessageVisibility', ['sqs:ChangeMessageVisibility', queue]],
  ['AmazonSQS.ChangeMessageVisibilityBatch', ['sqs:ChangeMessageVisibility', queue]],
  ['AWSEvents.PutEvents', ['events:PutEvents', eachBus]],
  ['AmazonSSM.GetParametersByPath', ['ssm:GetParametersByPath', path]],
  ['secretsmanager.GetSecretValue', ['secretsmanager:GetSecretValue', secret]],
  ['SNS.Publish', ['sns:Publish', topic]],
]);

const part = ofTable.optional();
const transactionSchema = z.object({
  TransactItems: z.array(z.object({ Put: part, Update: part, Delete: part, ConditionCheck: part })),
});

/** A transaction needs the right of each of its parts, and none of its own. */
function rightsOfTransaction(body: unknown, arns: ArnsOfRequests): readonly Right[] {
  return transactionSchema.parse(body).TransactItems.flatMap((item) => {
    const parts = [
      ['dynamodb:PutItem', item.Put],
      ['dynamodb:UpdateItem', item.Update],
      ['dynamodb:DeleteItem', item.Delete],
      ['dynamodb:ConditionCheckItem', item.ConditionCheck],
    ] as const;
    return parts.flatMap(([action, of]) => (of ? [{ action, resource: arns.table(of.TableName) }] : []));
  });
}

/**
 * The rights that a request needs, by its `X-Amz-Target`. Nothing for an operation that no function of ours may call.
 * Throws `ZodError` for a body that does not name what the operation is about.
 */
export function neededRights(target: string, body: unknown, arns: ArnsOfRequests): readonly Right[] | undefined {
  if (target === 'DynamoDB_20120810.TransactWriteItems') return rightsOfTransaction(body, arns);
  const operation = operations.get(target);
  if (operation === undefined) return undefined;
  const [action, resourcesOf] = operation;
  return resourcesOf(body, arns).map((resource) => ({ action, resource }));
}
