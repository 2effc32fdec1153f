import {
  DynamoDBStreamsClient,
  DynamoDBStreamsServiceException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { dynamoStreamRecords } from '../../../../shared/adapters/dynamo-stream-records.ts';
import { RecordsTrimmedError, StreamUnavailableError } from '../../../../shared/ports/stream-records.ts';

const streams = mockClient(DynamoDBStreamsClient);
const readStreamRecords = dynamoStreamRecords(new DynamoDBStreamsClient({ region: 'eu-west-1' }));
const range = { streamArn: 'arn:stream', shardId: 'shard-1', startSequenceNumber: '900', endSequenceNumber: '1100' };
const record = (SequenceNumber: string, pk = SequenceNumber) => ({
  dynamodb: { SequenceNumber, NewImage: { pk: { S: pk } } },
});

beforeEach(() => {
  streams.reset();
  streams.on(GetShardIteratorCommand).resolves({ ShardIterator: 'i1' });
});

describe('the records that a stream failure names', () => {
  it('are read from the first to the last, over empty answers, and no further', async () => {
    streams
      .on(GetRecordsCommand)
      .resolvesOnce({ Records: [record('900')], NextShardIterator: 'i2' })
      .resolvesOnce({ Records: [], NextShardIterator: 'i3' })
      .resolvesOnce({ Records: [record('1000'), record('1100'), record('1200')], NextShardIterator: 'i4' });
    const records = await readStreamRecords(range);
    expect(records).toStrictEqual(['900', '1000', '1100'].map((pk) => ({ sequenceNumber: pk, newImage: { pk } })));
    expect(streams).toHaveReceivedCommandWith(GetShardIteratorCommand, {
      ShardIteratorType: 'AT_SEQUENCE_NUMBER',
      SequenceNumber: '900',
    });
    expect(streams).toHaveReceivedCommandTimes(GetRecordsCommand, 3);
  });

  it('are shown as DynamoDB has them when they are no values of ours', async () => {
    const image = { pk: { S: 'a' }, odd: { NULL: true } };
    streams.on(GetRecordsCommand).resolves({ Records: [{ dynamodb: { SequenceNumber: '1100', NewImage: image } }] });
    expect(await readStreamRecords(range)).toStrictEqual([{ sequenceNumber: '1100', newImage: image }]);
  });

  it('are said to be gone when the stream has trimmed them', async () => {
    streams.on(GetShardIteratorCommand).rejects(new TrimmedDataAccessException({ message: 'trimmed', $metadata: {} }));
    await expect(readStreamRecords(range)).rejects.toBeInstanceOf(RecordsTrimmedError);
    await expect(readStreamRecords(range)).rejects.toThrow(/900 to 1100 of shard shard-1/);
  });

  it('are never given in part: a shard that ends too early is a fault', async () => {
    streams.on(GetRecordsCommand).resolves({ Records: [record('900')] });
    await expect(readStreamRecords(range)).rejects.toBeInstanceOf(StreamUnavailableError);
  });

  it('can be asked for again when the stream does not answer', async () => {
    const throttled = { name: 'ThrottlingException', $fault: 'client', $metadata: { httpStatusCode: 400 } } as const;
    streams.on(GetRecordsCommand).rejects(new DynamoDBStreamsServiceException(throttled));
    await expect(readStreamRecords(range)).rejects.toBeInstanceOf(StreamUnavailableError);
  });
});
