import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOfItem } from '../../infra/local/guard/item-bytes.ts';
import { type Dynoxide, startDynoxide } from '../support/dynoxide.ts';

let database: Dynoxide;
let tableName: string;

beforeAll(async () => {
  database = await startDynoxide();
  tableName = await database.freshTable();
});
afterAll(() => database.stop());

const text = (length: number) => ({ S: 'x'.repeat(length) });
/** An item of so many bytes: its key is `pk`, `A`, `sk` and one letter, 6 of them, and the name `pad` three more. */
const itemOf = (bytes: number, sk = 'B') => ({ pk: { S: 'A' }, sk: { S: sk }, pad: text(bytes - 9) });

describe('the size of an item', () => {
  it.each([1023, 1024, 1025, 2048, 2049])('of %i bytes is the one by which the database charges', async (bytes) => {
    const item = itemOf(bytes, String(bytes % 10));
    expect(bytesOfItem(item)).toBe(bytes);
    const { ConsumedCapacity: consumed } = await database.client.send(
      new PutItemCommand({ TableName: tableName, Item: item, ReturnConsumedCapacity: 'TOTAL' }),
    );
    expect(consumed?.CapacityUnits).toBe(Math.ceil(bytes / 1024));
  });

  it('counts names and texts in UTF-8, digits in pairs, and what lists and maps need themselves', () => {
    expect(bytesOfItem({ é: { S: 'é' } })).toBe(4);
    expect(bytesOfItem({ n: { N: '-12345' } })).toBe(1 + 5);
    expect(bytesOfItem({ n: { N: '1000' } })).toBe(1 + 2);
    expect(bytesOfItem({ b: { BOOL: true }, l: { L: [{ S: 'ab' }] }, m: { M: { x: { NULL: true } } } })).toBe(
      2 + 7 + 7,
    );
  });
});
