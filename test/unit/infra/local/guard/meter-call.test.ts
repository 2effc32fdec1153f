import { beforeEach, describe, expect, it } from 'vitest';
import { type CallMeter, createCallMeter } from '../../../../../infra/local/call-meter.ts';
import type { MadeCall } from '../../../../../infra/local/guard/guard.ts';
import { countable, meterCall } from '../../../../../infra/local/guard/meter-call.ts';

let meter: CallMeter;

beforeEach(() => {
  meter = createCallMeter();
});

function made(service: MadeCall['service'], operation: string, request: unknown, answer: unknown = {}): void {
  const caller = { name: 'a-function', roleName: 'role' };
  meterCall(meter, { caller, service, operation, request, answer: { status: 200, body: JSON.stringify(answer) } });
}
const counted = () => meter.read().map(({ kind, by, amount }) => `${kind}, ${by}: ${amount}`);

describe('what a call costs', () => {
  it('is in the database what it says itself, by the kind of row that is written', () => {
    const row = { pk: { S: 'CASE#demo#CN-1' }, sk: { S: 'TASK#001' } };
    const key = { pk: row.pk, sk: { S: 'CASE' } };
    for (let times = 0; times < 2; times += 1) {
      made('dynamodb', 'PutItem', { Item: row }, { ConsumedCapacity: { CapacityUnits: 2 } });
    }
    made('dynamodb', 'UpdateItem', { Key: key }, { ConsumedCapacity: { CapacityUnits: 1 } });
    made('dynamodb', 'GetItem', { Key: key }, { ConsumedCapacity: { CapacityUnits: 0.5 } });
    made('dynamodb', 'TransactWriteItems', { TransactItems: [] }, { ConsumedCapacity: [{ CapacityUnits: 11 }] });
    expect(counted()).toEqual([
      'write_units, PutItem TASK: 4',
      'write_units, UpdateItem CASE: 1',
      'read_units, GetItem: 0.5',
      'write_units, TransactWriteItems: 11',
    ]);
  });

  it('is asked of the database alone', () => {
    expect(JSON.parse(countable('dynamodb', '{"TableName":"T"}\n'))).toEqual({
      TableName: 'T',
      ReturnConsumedCapacity: 'INDEXES',
    });
    expect(countable('sqs', '{"QueueUrl":"u"}')).toBe('{"QueueUrl":"u"}');
  });

  it('is one request of a queue for each 64 kB', () => {
    made('sqs', 'SendMessageBatch', { Entries: [{ MessageBody: 'small' }] });
    made('sqs', 'SendMessageBatch', { Entries: [{ MessageBody: 'x'.repeat(130_000) }] });
    expect(counted()).toEqual(['queue_requests, SendMessageBatch: 3']);
  });

  it('is one event for each 64 kB, and its bytes in the archive', () => {
    made('aws', 'PutEvents', {
      Entries: [
        { DetailType: 'Small', Detail: 'x'.repeat(100) },
        { DetailType: 'Large', Detail: 'x'.repeat(65_537) },
      ],
    });
    expect(counted()).toEqual([
      'events, Small: 1',
      'event_bytes, Small: 100',
      'events, Large: 2',
      'event_bytes, Large: 65537',
    ]);
  });

  it('is nothing for a stream, and something for settings and secrets', () => {
    made('streams', 'GetRecords', { ShardIterator: 'x' });
    made('aws', 'GetParametersByPath', { Path: '/avoir/shops' });
    made('aws', 'GetSecretValue', { SecretId: '/avoir/shops/demo' });
    expect(counted()).toEqual(['parameter_calls, GetParametersByPath: 1', 'secret_calls, GetSecretValue: 1']);
  });
});
