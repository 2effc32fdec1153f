import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoStreamRecords } from '../../shared/adapters/dynamo-stream-records.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { StreamUnavailableError } from '../../shared/ports/stream-records.ts';
import { type Dynoxide, startDynoxide } from '../support/dynoxide.ts';

describe('reading named records of a real stream', () => {
  let dynoxide: Dynoxide;
  let streams: DynamoDBStreamsClient;
  let shard: Readonly<{ streamArn: string; shardId: string }>;
  let sequenceNumbers: readonly string[];

  beforeAll(async () => {
    dynoxide = await startDynoxide();
    const tableName = await dynoxide.freshTable();
    const table = dynamoTable(dynoxide.client, tableName);
    ({ streams } = dynoxide);
    for (const version of [1, 2, 3, 4]) await table.put({ pk: 'CASE#demo#1', sk: 'CASE', schema: 1, version });
    const { Table } = await dynoxide.client.send(new DescribeTableCommand({ TableName: tableName }));
    const streamArn = Table?.LatestStreamArn ?? '';
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: streamArn }));
    shard = { streamArn, shardId: StreamDescription?.Shards?.[0]?.ShardId ?? '' };
    const start = { StreamArn: streamArn, ShardId: shard.shardId, ShardIteratorType: 'TRIM_HORIZON' } as const;
    const { ShardIterator } = await streams.send(new GetShardIteratorCommand(start));
    const { Records: records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
    sequenceNumbers = records.map(({ dynamodb }) => dynamodb?.SequenceNumber ?? '');
  });
  afterAll(() => dynoxide.stop());

  it('gives the rows from the first number to the last', async () => {
    const [, second = '', third = ''] = sequenceNumbers;
    const range = { ...shard, startSequenceNumber: second, endSequenceNumber: third };
    const records = await dynamoStreamRecords(streams)(range);
    expect(records).toStrictEqual([
      { sequenceNumber: second, newImage: { pk: 'CASE#demo#1', sk: 'CASE', schema: 1, version: 2 } },
      { sequenceNumber: third, newImage: { pk: 'CASE#demo#1', sk: 'CASE', schema: 1, version: 3 } },
    ]);
  });

  it('does not take a part for the whole', async () => {
    const [first = ''] = sequenceNumbers;
    const range = { ...shard, startSequenceNumber: first, endSequenceNumber: `9${sequenceNumbers.at(-1)}` };
    await expect(dynamoStreamRecords(streams)(range)).rejects.toBeInstanceOf(StreamUnavailableError);
  });
});
