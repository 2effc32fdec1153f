import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { indexes } from '../../shared/ports/table.ts';

const texts = ['pk', 'sk', ...Object.values(indexes).flatMap(({ partition, order }) => [partition, order])];

/** The table as tests make it. A test of the template proves that the stack's table is the same. */
export const tableDefinition = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: texts.map((name) => ({ AttributeName: name, AttributeType: 'S' as const })),
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: Object.entries(indexes).map(([name, { partition, order }]) => ({
    IndexName: name,
    KeySchema: [
      { AttributeName: partition, KeyType: 'HASH' as const },
      { AttributeName: order, KeyType: 'RANGE' as const },
    ],
    Projection: { ProjectionType: 'KEYS_ONLY' as const },
  })),
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
} as const satisfies Omit<CreateTableCommandInput, 'TableName'>;
