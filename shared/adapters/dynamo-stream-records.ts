import {
  type AttributeValue,
  type DynamoDBStreamsClient,
  type StreamRecord as DynamoDbStreamRecord,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ResourceNotFoundException,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';
import {
  type ReadStreamRecords,
  type RecordRange,
  RecordsTrimmedError,
  type StreamRecord,
  StreamUnavailableError,
} from '../ports/stream-records.ts';
import { withLeanMiddleware } from './client-settings.ts';
import { imageOf } from './dynamo-attributes.ts';
import { unavailableCodeOf } from './unavailable-code.ts';

// DynamoDB answers up to 1 MB at once, also nothing at all before it goes on: a failed batch fits ten times over.
const mostReads = 50;

/** Reads records of a DynamoDB stream again, by the numbers that Lambda gives of a batch it gave up on. */
export function dynamoStreamRecords(client: DynamoDBStreamsClient): ReadStreamRecords {
  withLeanMiddleware(client);
  return async (range) => {
    const records: StreamRecord[] = [];
    let iterator = await iteratorAtStart(range);
    for (let reads = 0; iterator !== undefined && reads < mostReads; reads += 1) {
      const request = new GetRecordsCommand({ ShardIterator: iterator });
      const { Records: read = [], NextShardIterator: next } = await answered(range, client.send(request));
      const readable = read.flatMap(({ dynamodb }) => recordOf(dynamodb) ?? []);
      const within = readable.filter(({ sequenceNumber }) => BigInt(sequenceNumber) <= BigInt(range.endSequenceNumber));
      records.push(...within);
      const isWhole = within.length < readable.length || records.at(-1)?.sequenceNumber === range.endSequenceNumber;
      if (isWhole) return records;
      iterator = next;
    }
    throw new StreamUnavailableError(`Shard ${range.shardId} ended before record ${range.endSequenceNumber}.`);
  };

  async function iteratorAtStart(range: RecordRange): Promise<string | undefined> {
    const request = new GetShardIteratorCommand({
      StreamArn: range.streamArn,
      ShardId: range.shardId,
      ShardIteratorType: 'AT_SEQUENCE_NUMBER',
      SequenceNumber: range.startSequenceNumber,
    });
    return (await answered(range, client.send(request))).ShardIterator;
  }
}

// The SDK declares every field of a record as perhaps missing; a record always has its number.
function recordOf(change: DynamoDbStreamRecord | undefined): StreamRecord | undefined {
  const { SequenceNumber: sequenceNumber, NewImage: newImage } = change ?? {};
  if (sequenceNumber === undefined) return undefined;
  return { sequenceNumber, newImage: newImage && readableImage(newImage) };
}

async function answered<Answer>(range: RecordRange, request: Promise<Answer>): Promise<Answer> {
  try {
    return await request;
  } catch (error) {
    // A shard whose last record is too old is no longer there at all.
    if (error instanceof TrimmedDataAccessException || error instanceof ResourceNotFoundException) {
      const { shardId, startSequenceNumber, endSequenceNumber } = range;
      throw new RecordsTrimmedError(
        `The stream no longer has records ${startSequenceNumber} to ${endSequenceNumber} of shard ${shardId}.`,
        { cause: error },
      );
    }
    const code = unavailableCodeOf(error);
    throw code === undefined
      ? error
      : new StreamUnavailableError(`The stream did not answer: ${code}.`, { cause: error });
  }
}

// What nobody could read is perhaps why the batch failed: it is then shown as DynamoDB has it.
function readableImage(image: Record<string, AttributeValue>): unknown {
  try {
    return imageOf(image);
  } catch (error) {
    if (error instanceof TypeError) return image;
    throw error;
  }
}
