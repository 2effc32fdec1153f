import { describe, expect, it } from 'vitest';
import { consumedUnits } from '../../../../../infra/local/guard/consumed-units.ts';

const item = (bytes: number) => ({ pk: { S: 'x'.repeat(bytes - 2) } });
const refusal = (name: string, more: object = {}) => ({
  status: 400,
  body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, ...more },
});
const parts = { TransactItems: [{ Put: { Item: item(1500) } }, { Update: {} }, { ConditionCheck: {} }] };

describe('what a call consumed', () => {
  it('is what the database says, of one table or of several', () => {
    const one = { status: 200, body: { ConsumedCapacity: { CapacityUnits: 3 } } };
    expect(consumedUnits('PutItem', {}, one)).toEqual({ read: 0, write: 3 });
    const several = { status: 200, body: { ConsumedCapacity: [{ CapacityUnits: 1 }, { CapacityUnits: 0.5 }] } };
    expect(consumedUnits('BatchGetItem', {}, several)).toEqual({ read: 1.5, write: 0 });
  });

  it.each([
    ['a large item stood in the way', { Item: item(2500) }, 3],
    ['a small item stood in the way', { Item: item(20) }, 1],
    ['nothing was there', {}, 1],
  ])('is charged all the same when a condition did not hold and %s', (_, more, write) => {
    const answer = refusal('ConditionalCheckFailedException', more);
    expect(consumedUnits('UpdateItem', {}, answer)).toEqual({ read: 0, write });
  });

  it('is twice that of all its parts when one of them cancels a transaction', () => {
    const reasons = [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item: item(2500) }, { Code: 'None' }];
    const answer = refusal('TransactionCanceledException', { CancellationReasons: reasons });
    expect(consumedUnits('TransactWriteItems', parts, answer)).toEqual({ read: 0, write: 2 * (2 + 3 + 1) });
  });

  it('is nothing when the request was not taken at all', () => {
    expect(consumedUnits('PutItem', {}, refusal('ValidationException'))).toEqual({ read: 0, write: 0 });
    expect(consumedUnits('TransactWriteItems', parts, refusal('ThrottlingException'))).toEqual({ read: 0, write: 0 });
    expect(consumedUnits('GetItem', {}, refusal('ResourceNotFoundException'))).toEqual({ read: 0, write: 0 });
  });
});
