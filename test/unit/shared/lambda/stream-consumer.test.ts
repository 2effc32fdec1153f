import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { imageOf } from '../../../../shared/adapters/dynamo-attributes.ts';
import { type StreamChange, streamConsumer } from '../../../../shared/lambda/stream-consumer.ts';
import { EventBusUnavailableError } from '../../../../shared/ports/event-bus.ts';
import { lambdaContext } from './lambda-context.ts';
import { handedBack } from './queue-records.ts';
import { aRecorder } from './recorder.ts';

type Image = Record<string, AttributeValue>;

const change = (sequenceNumber: string, newImage?: Image, oldImage?: Image): DynamoDBRecord => ({
  eventID: sequenceNumber,
  dynamodb: {
    SequenceNumber: sequenceNumber,
    ...(newImage && { NewImage: newImage }),
    ...(oldImage && { OldImage: oldImage }),
  },
});
const row: Image = { pk: { S: 'CASE#demo#1' }, version: { N: '2' } };
const unreadable: Image = { pk: { SS: ['a set, which rows do not use'] } };

/** A consumer whose handling answers or fails with this, and what it was handed. */
function aConsumer(outcome?: string | Error) {
  const recorder = aRecorder();
  const handed: StreamChange[] = [];
  const consume = streamConsumer({
    ...recorder,
    plain: imageOf,
    handle: async (changes) => {
      handed.push(...changes);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  });
  return { ...recorder, handed, consume: (...Records: DynamoDBRecord[]) => consume({ Records }, lambdaContext) };
}

describe('a consumer of the stream', () => {
  it('is handed the changes in their order, with plain images before and after', async () => {
    const { consume, handed, lines, counted } = aConsumer();
    const older: Image = { pk: { S: 'CASE#demo#1' }, version: { N: '1' } };
    expect(await consume(change('1', row, older), change('2', row), change('3', undefined, row))).toEqual(handedBack());
    const plain = { pk: 'CASE#demo#1', version: 2 };
    expect(handed).toEqual([
      { sequenceNumber: '1', newImage: plain, oldImage: { ...plain, version: 1 } },
      { sequenceNumber: '2', newImage: plain, oldImage: undefined },
      { sequenceNumber: '3', newImage: undefined, oldImage: plain },
    ]);
    expect(lines).toEqual([{ level: 'info', code: 'OUTBOX_PUBLISHED', fields: { count: 3 } }]);
    expect(counted).toEqual([['ChangesRead', 3]]);
  });

  it('stops at the first change that could not be handled, and is read again from there', async () => {
    const { consume, lines, counted } = aConsumer('2');
    expect(await consume(change('1', row), change('2', row), change('3', row))).toEqual(handedBack('2'));
    expect(lines).toEqual([{ level: 'error', code: 'OUTBOX_STOPPED', fields: { sequenceNumber: '2' } }]);
    expect(counted).toEqual([['RecordsFailed', 1]]);
  });

  it('stops at a change that nobody can read, after it handled what stood before', async () => {
    const { consume, handed, lines } = aConsumer();
    expect(await consume(change('1', row), change('2', unreadable), change('3', row))).toEqual(handedBack('2'));
    expect(handed.map(({ sequenceNumber }) => sequenceNumber)).toEqual(['1']);
    expect(lines.map(({ code }) => code)).toEqual(['CHANGE_UNREADABLE', 'OUTBOX_STOPPED']);
  });

  it('stops before a change that nobody can read when an earlier one failed', async () => {
    const { consume } = aConsumer('1');
    expect(await consume(change('1', row), change('2', unreadable))).toEqual(handedBack('1'));
  });

  it('handles nothing when the first change is one that nobody can read', async () => {
    const { consume, handed } = aConsumer();
    expect(await consume(change('1', unreadable), change('2', row))).toEqual(handedBack('1'));
    expect(handed).toEqual([]);
  });

  it('begins again at the first change when nothing is known of any', async () => {
    const { consume, lines } = aConsumer(new EventBusUnavailableError('x'));
    expect(await consume(change('1', row), change('2', row))).toEqual(handedBack('1'));
    expect(lines[0]).toMatchObject({ code: 'RECORD_FAILED', fields: { errorCode: 'EventBusUnavailableError' } });
  });
});
