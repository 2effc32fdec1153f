import * as z from 'zod';
import { type RetailBucket, unknownBucket } from '../domain/retail-bucket.ts';
import { ConditionRefusedError, type Row, type Table } from '../ports/table.ts';
import { laneKey } from './keys.ts';

/** Who works a lane, until when at most; after that anybody may take it. A lease paces: what is safe never rests on it. */
export type Lease = Readonly<{ holderId: string; until: string }>;

/** Why a lane rests: what it sends is not answered, the shop has no connection, or its account nothing to pay with. */
export const restReasons = ['retail_faults', 'not_connected', 'no_ecom_payment_type'] as const;
export type RestReason = (typeof restReasons)[number];

/** What one worker of a lane leaves to the next. */
export type LaneNotes = Readonly<{
  bucket: RetailBucket;
  /** For when a message is under way that wakes the lane: nobody need send another one. */
  wakeAt?: string | undefined;
  /** Retail is left alone until then, for `restReason`. */
  restsUntil?: string | undefined;
  restReason?: RestReason | undefined;
  faultCount: number;
  /** When an effect last came a step further. */
  progressAt?: string | undefined;
  /** Id of the payment type that stands for eCom; it differs from account to account. */
  ecomPaymentTypeId?: string | undefined;
}>;

/** A lane as it is stored. `isNudged` means that somebody came by while it was worked: there may be new work. */
export type Lane = Readonly<{ version: number; lease?: Lease | undefined; isNudged: boolean; notes: LaneNotes }>;

const rowVersion = 1;

const laneRow = z.object({
  schema: z.literal(rowVersion),
  version: z.int().positive(),
  lease: z.object({ holderId: z.string(), until: z.string() }).optional(),
  isNudged: z.boolean(),
  notes: z.object({
    bucket: z.object({
      level: z.number(),
      size: z.number(),
      dripPerSecond: z.number(),
      atMilliseconds: z.number(),
    }),
    wakeAt: z.string().optional(),
    restsUntil: z.string().optional(),
    restReason: z.enum(restReasons).optional(),
    faultCount: z.int(),
    progressAt: z.string().optional(),
    ecomPaymentTypeId: z.string().optional(),
  }),
}) satisfies z.ZodType<Lane>;

/** A lane that nobody has worked yet. Version 0 is never stored. */
const newLane = (nowMilliseconds: number): Lane => ({
  version: 0,
  isNudged: false,
  notes: { bucket: unknownBucket(nowMilliseconds), faultCount: 0 },
});

/** Reads the lane of a Retail account, strongly consistent. */
export async function readLane(table: Table, accountId: string, nowMilliseconds: number): Promise<Lane> {
  const row = await table.get(laneKey(accountId));
  return row ? laneRow.parse(row) : newLane(nowMilliseconds);
}

/** Replaces a lane if nobody changed it since it was read; `undefined` when somebody did. */
export async function replaceLane(table: Table, accountId: string, lane: Lane): Promise<Lane | undefined> {
  const next: Lane = { ...lane, version: lane.version + 1 };
  const { version, lease, isNudged, notes } = next;
  const row: Row = { ...laneKey(accountId), schema: rowVersion, version, lease, isNudged, notes };
  try {
    await table.put(row, lane.version === 0 ? { kind: 'absent' } : { kind: 'version_equals', version: lane.version });
    return next;
  } catch (error) {
    if (error instanceof ConditionRefusedError) return undefined;
    throw error;
  }
}
