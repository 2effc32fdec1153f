import * as z from 'zod';
import { type DifferenceReason, differenceEndings, isDifferenceReason } from '../domain/difference.ts';
import {
  type DifferenceBooking,
  type DifferenceStanding,
  differenceBookingKinds,
  differenceBookingsAfter,
} from '../domain/difference-account.ts';
import type { Settlement } from '../domain/difference-settlement.ts';
import { type CaseId, type DifferenceSubject, differenceOf, type OrderNumber, type ShopId } from '../domain/ids.ts';
import { ConditionRefusedError, type Key, type Put, type Row, type Table, type Update } from '../ports/table.ts';
import { caseIdSchema, differenceIdSchema, orderNumberSchema } from './id-schemas.ts';
import { casePartition, closedDifferencesOfShop, differenceKey, differencesOfShop, providerRefundKey } from './keys.ts';
import { overdueEventOf } from './overdue-event.ts';
import { readPartition } from './partition.ts';

/**
 * Something that somebody must decide on, as it was found. `subject` tells several of one reason in one case apart (a
 * task, an item); `amountMinor` is the amount at risk; `evidence` holds ids, codes and figures, never personal data.
 */
export type FoundDifference = Readonly<{
  shopId: ShopId;
  reason: DifferenceReason;
  /** Missing where an order is concerned that has no case. */
  caseId?: CaseId | undefined;
  /** Missing where a refund is concerned that nothing connects with an order. */
  orderNumber?: OrderNumber | undefined;
  /** The refund that it is about, where neither a case nor an order is concerned. */
  refundName?: string | undefined;
  subject?: string | undefined;
  amountMinor?: number | undefined;
  currency?: string | undefined;
  /** The provider whose refund or payment is concerned, where one is known. */
  provider?: string | undefined;
  evidence: Readonly<Record<string, string | number | boolean>>;
  raisedAt: string;
}>;

const rowVersion = 1;

const settlementSchema = z.object({
  ending: z.enum(differenceEndings),
  by: z.string(),
  at: z.string(),
  note: z.string().optional(),
  confirmedBy: z.string().optional(),
}) satisfies z.ZodType<Settlement>;

/** Parses the stored difference. */
export const differenceRow = z.object({
  schema: z.literal(rowVersion),
  version: z.int().positive(),
  differenceId: differenceIdSchema,
  reason: z.string().refine(isDifferenceReason),
  caseId: caseIdSchema.optional(),
  orderNumber: orderNumberSchema.optional(),
  refundName: z.string().optional(),
  subject: z.string().optional(),
  amountMinor: z.int().optional(),
  currency: z.string().optional(),
  provider: z.string().optional(),
  evidence: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  raisedAt: z.string(),
  /** `resolved`: what was found is no longer so. `settled`: a person said how it ended. */
  state: z.enum(['open', 'resolved', 'settled']),
  resolvedAt: z.string().optional(),
  /** The item of Retail that a person said, where none was known. */
  said: z.object({ itemId: z.string(), by: z.string(), at: z.string() }).optional(),
  /** How a person ended it; of an open one, how somebody would end it and waits for a second person. */
  settlement: settlementSchema.optional(),
  bookings: z
    .array(
      z.object({
        at: z.string(),
        kind: z.enum(differenceBookingKinds),
        provider: z.string().optional(),
        currency: z.string().optional(),
        amountMinor: z.int(),
      }) satisfies z.ZodType<DifferenceBooking>,
    )
    .default([]),
});

/** A difference as it is stored. */
export type StoredDifference = Readonly<z.infer<typeof differenceRow>>;

/** Parses the row of a difference. */
export const parseDifference = (row: Row): StoredDifference => differenceRow.parse(row);

/** The tag of a difference: it changes whenever it is raised, taken off the list or decided. */
export const tagOfDifference = ({ version }: Pick<StoredDifference, 'version'>): string => String(version);

/** What tells a difference from every other one of its shop. */
export type DifferenceKey = Pick<
  FoundDifference,
  'shopId' | 'caseId' | 'orderNumber' | 'refundName' | 'reason' | 'subject'
>;

/** Where a difference is. */
export const keyOfDifference = (about: DifferenceKey): Key =>
  differenceKey(about.shopId, subjectOf(about), about.reason, about.subject);

function subjectOf({ caseId, orderNumber, refundName }: Omit<DifferenceKey, 'shopId'>): DifferenceSubject {
  if (caseId !== undefined) return { caseId };
  if (orderNumber !== undefined) return { orderNumber };
  if (refundName !== undefined) return { refundName };
  throw new TypeError('A difference is about a case, an order or a refund.');
}

/**
 * The write that raises a difference, for a transaction with the fact that shows it. `known` is what stands there
 * already: one that was resolved is opened again, any other refuses the write.
 */
export function writeOfDifference(found: FoundDifference, known?: StoredDifference): Put {
  const { shopId, reason, caseId, orderNumber, refundName, subject, raisedAt, ...rest } = found;
  const differenceId = differenceOf(subjectOf(found), reason, subject);
  const reopens = known?.state === 'resolved';
  return {
    kind: 'put',
    row: {
      ...keyOfDifference(found),
      schema: rowVersion,
      version: (known?.version ?? 0) + 1,
      differenceId,
      reason,
      caseId,
      orderNumber,
      refundName,
      subject,
      raisedAt,
      ...rest,
      bookings: differenceBookingsAfter(known?.bookings ?? [], {
        kind: 'raised',
        at: raisedAt,
        amountMinor: found.amountMinor,
        provider: found.provider,
        currency: found.currency,
      }),
      event: overdueEventOf(found),
      state: 'open',
      workKey: differencesOfShop(shopId),
      workOrder: `${raisedAt}#${differenceId}`,
    },
    condition: reopens ? { kind: 'version_equals', version: known.version } : { kind: 'absent' },
  };
}

/** The write that takes a difference off the list because what was found is no longer so. */
export function writeOfResolution(shopId: ShopId, known: StoredDifference, resolvedAt: string): Update {
  return {
    kind: 'update',
    key: keyOfDifference({ shopId, ...known }),
    set: {
      version: known.version + 1,
      state: 'resolved',
      resolvedAt,
      ...overBy(shopId, known, 'resolved', resolvedAt),
    },
    condition: { kind: 'version_equals', version: known.version },
  };
}

/** What is set in the row of a difference that is over: its last entry, and the list of those that ended in that month. */
export function overBy(
  shopId: ShopId,
  known: StoredDifference,
  kind: DifferenceStanding['kind'],
  at: string,
): Readonly<{ bookings: readonly DifferenceBooking[]; workKey: string; workOrder: string }> {
  const bookings = differenceBookingsAfter(known.bookings, { kind, at });
  const lastAt = bookings.at(-1)?.at ?? at;
  return {
    bookings,
    workKey: closedDifferencesOfShop(shopId, lastAt.slice(0, 'YYYY-MM'.length)),
    workOrder: `${lastAt}#${known.differenceId}`,
  };
}

/** The write of what an open difference is about now. How somebody would end it was about something else, and is dropped. */
export function writeOfNewEvidence(
  shopId: ShopId,
  known: StoredDifference,
  { amountMinor, evidence }: Pick<FoundDifference, 'amountMinor' | 'evidence'>,
  now: string,
): Update {
  const bookings = differenceBookingsAfter(known.bookings, { kind: 'changed', at: now, amountMinor });
  return {
    kind: 'update',
    key: keyOfDifference({ shopId, ...known }),
    set: { version: known.version + 1, evidence, bookings, ...(amountMinor !== undefined && { amountMinor }) },
    remove: ['settlement', ...(amountMinor === undefined ? ['amountMinor'] : [])],
    condition: { kind: 'version_equals', version: known.version },
  };
}

/** Raises a difference. Found again it changes nothing, also not one that a person settled; a resolved one opens again. */
export async function raiseDifference(table: Table, found: FoundDifference): Promise<'raised' | 'known'> {
  const known = await readDifference(table, found);
  if (known !== undefined && known.state !== 'resolved') return 'known';
  const { row, condition } = writeOfDifference(found, known);
  try {
    await table.put(row, condition);
    return 'raised';
  } catch (error) {
    if (error instanceof ConditionRefusedError) return 'known';
    throw error;
  }
}

/** Takes a difference off the list, if it is open; one that a person settled stays as it is. */
export async function resolveDifference(table: Table, about: DifferenceKey, resolvedAt: string): Promise<void> {
  const known = await readDifference(table, about);
  if (known?.state !== 'open') return;
  try {
    await table.update(writeOfResolution(about.shopId, known, resolvedAt));
  } catch (error) {
    // Whoever was faster resolved or settled it: both take it off the list.
    if (!(error instanceof ConditionRefusedError)) throw error;
  }
}

/** The differences among rows that were read together. */
export const differencesIn = (rows: readonly Row[]): readonly StoredDifference[] =>
  rows.filter(({ sk }) => sk.startsWith('DIFFERENCE#')).map(parseDifference);

/** Reads one difference, strongly consistent. */
export async function readDifference(table: Table, about: DifferenceKey): Promise<StoredDifference | undefined> {
  const row = await table.get(keyOfDifference(about));
  return row && parseDifference(row);
}

/** The differences of a case, open or not, in the order of their reasons. */
export async function differencesOfCase(
  table: Table,
  shopId: ShopId,
  caseId: CaseId,
): Promise<readonly StoredDifference[]> {
  const range = { kind: 'prefix', prefix: 'DIFFERENCE#' } as const;
  const rows = await readPartition(table, casePartition(shopId, caseId), range);
  return rows.map(parseDifference);
}

/** The differences about a refund that nothing connects with an order, open or not. */
export async function differencesOfRefund(
  table: Table,
  shopId: ShopId,
  refundName: string,
): Promise<readonly StoredDifference[]> {
  const range = { kind: 'prefix', prefix: 'DIFFERENCE#' } as const;
  return differencesIn(await readPartition(table, providerRefundKey(shopId, refundName).pk, range));
}
