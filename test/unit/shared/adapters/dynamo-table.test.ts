import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DynamoDBClient,
  DynamoDBServiceException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { dynamoTable } from '../../../../shared/adapters/dynamo-table.ts';
import {
  ConditionRefusedError,
  type Row,
  TableRequestInvalidError,
  TableUnavailableError,
  TransactionRefusedError,
} from '../../../../shared/ports/table.ts';

const dynamo = mockClient(DynamoDBClient);
const table = dynamoTable(new DynamoDBClient({ region: 'eu-west-1' }), 'Avoir');
const row: Row = { pk: 'CASE#demo#CN1', sk: 'CASE', schema: 1, version: 1 };
const item = { pk: { S: row.pk }, sk: { S: row.sk }, schema: { N: '1' }, version: { N: '1' } };
const $metadata = {};

const serviceError = (name: string, httpStatusCode: number) =>
  new DynamoDBServiceException({ name, $fault: 'client', $metadata: { httpStatusCode }, message: name });

const cancelled = (...codes: readonly string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata,
    CancellationReasons: codes.map((code) =>
      code === 'ConditionalCheckFailed' ? { Code: code, Item: item } : { Code: code },
    ),
  });

const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

beforeEach(() => dynamo.reset());

describe('a refused write on DynamoDB', () => {
  it('says which row stood in the way', async () => {
    dynamo.on(PutItemCommand).rejects(new ConditionalCheckFailedException({ message: '', $metadata, Item: item }));
    const failure = await failureOf(table.put(row, { kind: 'absent' }));
    expect(failure).toBeInstanceOf(ConditionRefusedError);
    expect(failure).toMatchObject({ existing: row });
    expect(dynamo).toHaveReceivedCommandWith(PutItemCommand, { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' });
  });

  it('gives the reason of each part of a transaction in order', async () => {
    dynamo.on(TransactWriteItemsCommand).rejects(cancelled('None', 'ConditionalCheckFailed', 'TransactionConflict'));
    const failure = await failureOf(table.transact([{ kind: 'put', row }]));
    expect(failure).toBeInstanceOf(TransactionRefusedError);
    expect(failure).toMatchObject({
      reasons: [{ kind: 'none' }, { kind: 'condition', existing: row }, { kind: 'conflict' }],
    });
  });

  it.each(['ThrottlingError', 'ProvisionedThroughputExceeded', 'CodeOfTomorrow'])(
    'is not called refused when a part of the transaction was held back: %s',
    async (code) => {
      dynamo.on(TransactWriteItemsCommand).rejects(cancelled('None', 'ConditionalCheckFailed', code));
      expect(await failureOf(table.transact([{ kind: 'put', row }]))).toBeInstanceOf(TableUnavailableError);
    },
  );

  it('is called unavailable when DynamoDB gives no reason at all', async () => {
    dynamo.on(TransactWriteItemsCommand).rejects(cancelled('None'));
    expect(await failureOf(table.transact([{ kind: 'put', row }]))).toBeInstanceOf(TableUnavailableError);
  });

  it('is a fault of ours when a part of the transaction is invalid', async () => {
    dynamo.on(TransactWriteItemsCommand).rejects(cancelled('None', 'ValidationError'));
    expect(await failureOf(table.transact([{ kind: 'put', row }]))).toBeInstanceOf(TableRequestInvalidError);
  });
});

describe('a DynamoDB that does not answer', () => {
  it.each([
    ['throttling', serviceError('ThrottlingException', 400)],
    ['throughput', serviceError('ProvisionedThroughputExceededException', 400)],
    ['a transaction at the same row', serviceError('TransactionConflictException', 400)],
    ['an inner fault', serviceError('InternalServerError', 500)],
    ['a time that ran out', Object.assign(new Error('late'), { name: 'TimeoutError' })],
    ['a broken connection', Object.assign(new Error('gone'), { code: 'ECONNRESET' })],
  ])('is called unavailable, with the cause kept: %s', async (_, cause) => {
    dynamo.onAnyCommand().rejects(cause);
    for (const call of [table.put(row), table.update({ key: row, set: { version: 2 } }), table.get(row)]) {
      const failure = await failureOf(call);
      expect(failure).toBeInstanceOf(TableUnavailableError);
      expect(failure).toMatchObject({
        cause,
        message: expect.stringContaining(cause.name === 'Error' ? 'ECONNRESET' : cause.name),
      });
    }
  });

  it('is not hidden behind a word of the port when it is a fault that no repetition heals', async () => {
    const denied = serviceError('AccessDeniedException', 400);
    dynamo.on(QueryCommand).rejects(denied);
    expect(await failureOf(table.query({ partition: row.pk }))).toBe(denied);
  });

  it('says of an invalid request that it is invalid', async () => {
    dynamo.on(UpdateItemCommand).rejects(serviceError('ValidationException', 400));
    expect(await failureOf(table.update({ key: row, set: {} }))).toBeInstanceOf(TableRequestInvalidError);
  });
});

describe('reading on DynamoDB', () => {
  it('asks again for the keys that were left unread', async () => {
    const second = { ...item, sk: { S: 'LEDGER' } };
    dynamo
      .on(BatchGetItemCommand)
      .resolvesOnce({
        Responses: { Avoir: [second] },
        UnprocessedKeys: { Avoir: { Keys: [{ pk: item.pk, sk: item.sk }] } },
      })
      .resolvesOnce({ Responses: { Avoir: [item] } });
    const rows = await table.getMany([row, { pk: row.pk, sk: 'LEDGER' }]);
    expect(rows.map(({ sk }) => sk)).toStrictEqual(['CASE', 'LEDGER']);
  });

  it('gives up on keys that stay unread', async () => {
    dynamo.on(BatchGetItemCommand).resolves({ UnprocessedKeys: { Avoir: { Keys: [{ pk: item.pk, sk: item.sk }] } } });
    expect(await failureOf(table.getMany([row]))).toBeInstanceOf(TableUnavailableError);
    expect(dynamo).toHaveReceivedCommandTimes(BatchGetItemCommand, 8);
  }, 20_000);

  it('reads base rows with strong consistency and indexes as they are', async () => {
    dynamo.onAnyCommand().resolves({});
    await table.get(row);
    await table.query({ partition: row.pk });
    await table.queryIndex('work', { partition: 'due' });
    await table.getMany([row]);
    expect(dynamo).toHaveReceivedCommandWith(GetItemCommand, { ConsistentRead: true });
    const batch = { RequestItems: { Avoir: { Keys: [{ pk: item.pk, sk: item.sk }], ConsistentRead: true } } };
    expect(dynamo).toHaveReceivedCommandWith(BatchGetItemCommand, batch);
    expect(dynamo).toHaveReceivedNthCommandWith(QueryCommand, 1, { ConsistentRead: true });
    expect(dynamo).toHaveReceivedNthCommandWith(QueryCommand, 2, { IndexName: 'work' });
  });

  it('finds an item that is no row of ours out of the question', async () => {
    dynamo.on(GetItemCommand).resolves({ Item: { pk: item.pk, sk: item.sk } });
    expect(await failureOf(table.get(row))).toBeInstanceOf(TypeError);
    dynamo.on(GetItemCommand).resolves({ Item: { ...item, note: { NULL: true } } });
    expect(await failureOf(table.get(row))).toBeInstanceOf(TypeError);
  });
});
