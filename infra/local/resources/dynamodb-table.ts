import {
  CreateTableCommand,
  DescribeTableCommand,
  ResourceNotFoundException,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { elsewhere } from '../elsewhere.ts';
import type { MachineParts } from '../machine-parts.ts';
import { type Resource, resourceType } from '../resource-type.ts';

const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const stackTest = 'test/infra/storage-stack.test.ts';

const properties = z.strictObject({
  TableName: z.string().optional(),
  KeySchema: keySchema,
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  BillingMode: z.literal('PAY_PER_REQUEST'),
  GlobalSecondaryIndexes: z
    .array(
      z.strictObject({
        IndexName: z.string(),
        KeySchema: keySchema,
        Projection: z.strictObject({ ProjectionType: z.enum(['KEYS_ONLY', 'ALL']) }),
      }),
    )
    .optional(),
  StreamSpecification: z
    .strictObject({ StreamViewType: z.enum(['NEW_AND_OLD_IMAGES', 'NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY']) })
    .optional(),
  TimeToLiveSpecification: elsewhere(`The database of one machine never deletes by time. ${stackTest}`),
  PointInTimeRecoverySpecification: elsewhere(`Whoever keeps a data folder copies it. ${stackTest}`),
  DeletionProtectionEnabled: elsewhere(`Nothing here deletes a table. ${stackTest}`),
});

/** A table of the database, made on the first start and found again on the next. */
export const dynamodbTable = resourceType(properties, async (resource, { dynamoDb, tableArns, streamArns }) => {
  const { TableName: name = resource.physicalName } = resource.properties;
  const table = (await describe(dynamoDb, name)) ?? (await create(dynamoDb, name, resource));
  dynamoDb.speedUpStreams();
  const { TableArn: arn = '', LatestStreamArn: streamArn } = table;
  tableArns.set(name, arn);
  if (streamArn !== undefined) streamArns.add(streamArn);
  return {
    ref: name,
    attributes: { Arn: arn, ...(streamArn !== undefined && { StreamArn: streamArn }) },
  };
});

type DynamoDb = MachineParts['dynamoDb'];

async function describe({ client }: DynamoDb, tableName: string): Promise<TableDescription | undefined> {
  try {
    const { Table: table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
    return table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function create(
  { client }: DynamoDb,
  tableName: string,
  {
    properties: { KeySchema, AttributeDefinitions, BillingMode, GlobalSecondaryIndexes, StreamSpecification },
  }: Resource<z.infer<typeof properties>>,
): Promise<TableDescription> {
  const { TableDescription: table = {} } = await client.send(
    new CreateTableCommand({
      TableName: tableName,
      KeySchema,
      AttributeDefinitions,
      BillingMode,
      GlobalSecondaryIndexes,
      ...(StreamSpecification && { StreamSpecification: { StreamEnabled: true, ...StreamSpecification } }),
    }),
  );
  return table;
}
