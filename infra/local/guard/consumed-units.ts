import * as z from 'zod';
import { bytesOfItem } from './item-bytes.ts';

/** Request units of DynamoDB that a call consumed, with what it writes to indexes and the doubling of transactions. */
export type ConsumedUnits = Readonly<{ read: number; write: number }>;

const bytesPerWriteUnit = 1024;
const transactionFactor = 2;
const writing: ReadonlySet<string> = new Set([
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'TransactWriteItems',
]);

const consumed = z.object({ CapacityUnits: z.number() });
const successSchema = z.object({ ConsumedCapacity: z.union([consumed.transform((one) => [one]), z.array(consumed)]) });
const refusalSchema = z.object({
  __type: z.string(),
  Item: z.unknown().optional(),
  CancellationReasons: z.array(z.object({ Item: z.unknown().optional() })).default([]),
});
const transactionSchema = z.object({
  TransactItems: z.array(z.object({ Put: z.object({ Item: z.unknown() }).optional() })),
});

/** Makes a request, the text of a JSON object with members, one whose answer says what it consumed. */
export const askingForUnits = (request: string): string =>
  `${request.slice(0, request.lastIndexOf('}'))},"ReturnConsumedCapacity":"INDEXES"}`;

/**
 * What a call consumed. DynamoDB tells it of one that succeeds. One whose condition did not hold is charged too, and
 * says nothing: by the item that stood in the way, at least one unit; a transaction by all of its parts.
 */
export function consumedUnits(
  operation: string,
  request: unknown,
  { status, body }: Readonly<{ status: number; body: unknown }>,
): ConsumedUnits {
  const isWriting = writing.has(operation);
  if (!isWriting) return { read: status === 200 ? unitsOfSuccess(body) : 0, write: 0 };
  return { read: 0, write: status === 200 ? unitsOfSuccess(body) : unitsOfRefusal(operation, request, body) };
}

const unitsOfSuccess = (body: unknown): number =>
  successSchema.parse(body).ConsumedCapacity.reduce((sum, { CapacityUnits: units }) => sum + units, 0);

function unitsOfRefusal(operation: string, request: unknown, body: unknown): number {
  const { __type: type, Item: item, CancellationReasons: reasons } = refusalSchema.parse(body);
  if (type.endsWith('ConditionalCheckFailedException')) return unitsOf(item);
  if (operation !== 'TransactWriteItems' || !type.endsWith('TransactionCanceledException')) return 0;
  const parts = transactionSchema
    .parse(request)
    .TransactItems.map(({ Put: put }, index) => Math.max(unitsOf(put?.Item), unitsOf(reasons[index]?.Item)));
  return transactionFactor * parts.reduce((sum, units) => sum + units, 0);
}

const unitsOf = (item: unknown): number =>
  item === undefined ? 1 : Math.max(1, Math.ceil(bytesOfItem(item) / bytesPerWriteUnit));
