import * as z from 'zod';
import { digestMadeV1 } from '../../events/digest-made.v1.ts';
import { toEventAttribute } from '../../events/envelope.ts';
import { type Digest, isWorthTelling } from '../domain/digest.ts';
import type { ShopId } from '../domain/ids.ts';
import { ConditionRefusedError, type Table } from '../ports/table.ts';
import { digestKey } from './keys.ts';

const rowVersion = 1;

const digestRow = z.object({
  schema: z.literal(rowVersion),
  /** When it went out, by which way; a way that it has not gone yet is tried again. */
  mailedAt: z.string().optional(),
  postedAt: z.string().optional(),
});

/** Which ways a digest has gone out. */
export type SentDigest = Readonly<z.infer<typeof digestRow>>;
/** A way by which a digest goes out. */
export type DigestWay = 'mailedAt' | 'postedAt';

/** Whether the digest of a day was made. */
export const isDigestMade = async (table: Table, shopId: ShopId, day: string): Promise<boolean> =>
  (await table.get(digestKey(shopId, day))) !== undefined;

/** Keeps the digest of a day with the event that tells it, once; one in which nothing is to be done tells nobody. */
export async function keepDigest(
  table: Table,
  shopId: ShopId,
  { day, digest, now }: Readonly<{ day: string; digest: Digest; now: string }>,
): Promise<'kept' | 'known'> {
  const event = toEventAttribute(digestMadeV1, {
    metadata: {
      // A day has one digest: it is the same event whenever it is told.
      eventId: `digest-made/${shopId}/${day}`,
      correlationId: `digest/${shopId}/${day}`,
      occurredAt: now,
      shopId,
      schemaVersion: 1,
    },
    data: { day, ...digest, amounts: [...digest.amounts] },
  });
  const row = { ...digestKey(shopId, day), schema: rowVersion, ...digest, ...(isWorthTelling(digest) && { event }) };
  try {
    await table.put(row, { kind: 'absent' });
    return 'kept';
  } catch (error) {
    if (error instanceof ConditionRefusedError) return 'known';
    throw error;
  }
}

/** Which ways the digest of a day has gone out; `undefined` where there is none. */
export async function readSentDigest(table: Table, shopId: ShopId, day: string): Promise<SentDigest | undefined> {
  const row = await table.get(digestKey(shopId, day));
  return row && digestRow.parse(row);
}

/** Notes that a digest has gone out. */
export async function noteDigestSent(
  table: Table,
  shopId: ShopId,
  { day, way, at }: Readonly<{ day: string; way: DigestWay; at: string }>,
): Promise<void> {
  const condition = { kind: 'attribute_equals', attribute: 'schema', value: rowVersion } as const;
  await table.update({ key: digestKey(shopId, day), set: { [way]: at }, condition });
}
