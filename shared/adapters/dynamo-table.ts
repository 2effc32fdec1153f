import { setTimeout as delay } from 'node:timers/promises';
import {
  type AttributeValue,
  BatchGetItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  type IndexName,
  type Key,
  type Page,
  type Query,
  type Row,
  type Table,
  TableRequestInvalidError,
  TableUnavailableError,
  type Write,
} from '../ports/table.ts';
import { withLeanMiddleware } from './client-settings.ts';
import { attributesOf, rowOf } from './dynamo-attributes.ts';
import { conditionExpression, keyExpression, updateExpression } from './dynamo-expressions.ts';
import { answered } from './dynamo-failures.ts';
import { cursorAt, positionOf } from './table-cursor.ts';

type Keys = Record<string, AttributeValue>[];

const mostKeysPerRead = 100;
// DynamoDB answers at most 16 MB at once, so a hundred of the largest rows take three rounds without any fault.
const mostReadRounds = 8;
const firstPauseMilliseconds = 25;

/**
 * The table on DynamoDB. The client repeats a call whose answer was lost: a transaction then keeps its first outcome
 * for ten minutes (by its request token), but a single conditional write may be refused by what it wrote itself, in
 * which case `existing` of the refusal is that very row.
 */
export function dynamoTable(client: DynamoDBClient, tableName: string): Table {
  withLeanMiddleware(client);
  const refusedItem = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;

  async function read(index: IndexName | undefined, query: Query) {
    const { partition, descending = false, limit, cursor } = query;
    const start = cursor === undefined ? undefined : attributesOf(positionOf(index, partition, cursor));
    checkQuery(query);
    const { Items: items = [], LastEvaluatedKey: last } = await answered(
      client.send(
        new QueryCommand({
          TableName: tableName,
          ...(index ? { IndexName: index } : { ConsistentRead: true }),
          ...keyExpression(index, query),
          ScanIndexForward: !descending,
          Limit: limit,
          ExclusiveStartKey: start,
        }),
      ),
    );
    return { items, ...(last && { cursor: cursorAt(index, textsOf(last)) }) };
  }

  async function readSome(keys: Keys, found: Map<string, Row>): Promise<Keys> {
    const request = { RequestItems: { [tableName]: { Keys: keys, ConsistentRead: true } } };
    const { Responses: tables, UnprocessedKeys: unread } = await answered(
      client.send(new BatchGetItemCommand(request)),
    );
    for (const item of tables?.[tableName] ?? []) {
      const row = rowOf(item);
      found.set(nameOf(row), row);
    }
    return unread?.[tableName]?.Keys ?? [];
  }

  function transactItem(write: Write): TransactWriteItem {
    const shared = { TableName: tableName, ...refusedItem };
    switch (write.kind) {
      case 'put':
        return { Put: { ...shared, Item: attributesOf(write.row), ...conditionExpression(write.condition) } };
      case 'update': {
        const { UpdateExpression = '', ...expression } = updateExpression(write);
        return { Update: { ...shared, Key: attributesOf(keyOf(write.key)), UpdateExpression, ...expression } };
      }
      case 'check': {
        const { ConditionExpression = '', ...expression } = conditionExpression(write.condition);
        return {
          ConditionCheck: { ...shared, Key: attributesOf(keyOf(write.key)), ConditionExpression, ...expression },
        };
      }
    }
  }

  return {
    async get(key) {
      const request = { TableName: tableName, Key: attributesOf(keyOf(key)), ConsistentRead: true };
      const { Item: item } = await answered(client.send(new GetItemCommand(request)));
      return item && rowOf(item);
    },

    async getMany(keys) {
      if (keys.length > mostKeysPerRead) throw new TableRequestInvalidError('More than 100 keys in one read.');
      const wanted = new Map(keys.map((key) => [nameOf(key), attributesOf(keyOf(key))]));
      const found = new Map<string, Row>();
      let unread: Keys = [...wanted.values()];
      for (let round = 0; unread.length > 0; round += 1) {
        if (round === mostReadRounds) throw new TableUnavailableError(`The table left ${unread.length} keys unread.`);
        if (round > 0) await delay(firstPauseMilliseconds * 2 ** (round - 1));
        unread = await readSome(unread, found);
      }
      return keys.flatMap((key) => found.get(nameOf(key)) ?? []);
    },

    async query(query): Promise<Page<Row>> {
      const { items, ...next } = await read(undefined, query);
      return { items: items.map(rowOf), ...next };
    },

    async queryIndex(index, query): Promise<Page<Key>> {
      const { items, ...next } = await read(index, query);
      return { items: items.map((item) => keyIn(textsOf(item))), ...next };
    },

    async put(row, condition) {
      const request = {
        TableName: tableName,
        Item: attributesOf(row),
        ...conditionExpression(condition),
        ...refusedItem,
      };
      await answered(client.send(new PutItemCommand(request)));
    },

    async update({ key, ...change }) {
      const request = {
        TableName: tableName,
        Key: attributesOf(keyOf(key)),
        ...updateExpression(change),
        ...refusedItem,
      };
      await answered(client.send(new UpdateItemCommand(request)));
    },

    async transact(writes) {
      await answered(client.send(new TransactWriteItemsCommand({ TransactItems: writes.map(transactItem) })));
    },
  };
}

// DynamoDB refuses empty text in a key condition too, but not every stand-in for it does.
function checkQuery({ partition, range }: Query): void {
  const texts = range?.kind === 'between' ? [partition, range.from, range.to] : [partition];
  if (texts.includes('')) throw new TableRequestInvalidError('A query with empty text for a key.');
}

// A caller may hand over a whole row as a key; DynamoDB refuses any further attribute in one.
const keyOf = ({ pk, sk }: Key): Key => ({ pk, sk });

// A zero byte cannot occur in a key that a person or another system gave us.
const nameOf = ({ pk, sk }: Key): string => `${pk}\u0000${sk}`;

const keyIn = ({ pk = '', sk = '' }: Readonly<Record<string, string>>): Key => ({ pk, sk });

function textsOf(attributes: Record<string, AttributeValue>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, { S: text = '' }]) => [name, text]));
}
