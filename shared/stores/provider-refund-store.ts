import * as z from 'zod';
import { type EventAttribute, eventAttributeSchema, toEventAttribute } from '../../events/envelope.ts';
import { providerRefundSeenV1 } from '../../events/provider-refund-seen.v1.ts';
import type { ShopId } from '../domain/ids.ts';
import { inUtc } from '../domain/instants.ts';
import {
  identityOf,
  type ProviderRefund,
  providerRefundKinds,
  providerRefundStatuses,
  type RefundIdentity,
} from '../domain/provider-refund.ts';
import { isExplained, type RefundAllocation, type SeenRefund } from '../domain/seen-refund.ts';
import type { Page, Put, Row, Table } from '../ports/table.ts';
import { caseIdSchema, matchIdSchema } from './id-schemas.ts';
import { openRefundsOfShop, providerRefundKey, providerRowNameOf, refundsOfAmount, refundsOfPayment } from './keys.ts';

/** By which way a provider's word reached us. */
export const providerChannels = ['webhook', 'poll', 'report'] as const;
export type ProviderChannel = (typeof providerChannels)[number];

/** A refund of a provider as it is stored: what all channels together said, and what it settles. */
export type StoredRefund = SeenRefund &
  Readonly<{
    version: number;
    /** The event that said how it stands now. */
    event?: EventAttribute | undefined;
    /** When each channel first showed it. */
    seenAt: Readonly<Partial<Record<ProviderChannel, string>>>;
  }>;

const rowVersion = 1;

const factsSchema = z.object({
  provider: z.string(),
  account: z.string(),
  refundId: z.string(),
  kind: z.enum(providerRefundKinds),
  paymentId: z.string().optional(),
  amountMinor: z.int(),
  currency: z.string(),
  status: z.enum(providerRefundStatuses),
  createdAt: z.string(),
  statusAt: z.string(),
  references: z.array(z.string()),
  customerName: z.string().optional(),
  customerEmail: z.string().optional(),
}) satisfies z.ZodType<ProviderRefund>;

const allocationSchema = z.object({
  matchId: matchIdSchema,
  caseId: caseIdSchema,
  paymentNumber: z.int().positive(),
  amountMinor: z.int().positive(),
}) satisfies z.ZodType<RefundAllocation>;

const refundRow = z.object({
  schema: z.literal(rowVersion),
  version: z.int().positive(),
  facts: factsSchema,
  allocations: z.array(allocationSchema),
  seenAt: z.partialRecord(z.enum(providerChannels), z.string()),
  firstSeenAt: z.string(),
  nextCheckAt: z.string().optional(),
  event: eventAttributeSchema.optional(),
}) satisfies z.ZodType<StoredRefund>;

/** Parses the row of a refund. */
export const parseRefund = (row: Row): StoredRefund => refundRow.parse(row);

/** Reads one refund, strongly consistent. */
export function readRefund(table: Table, shopId: ShopId, identity: RefundIdentity): Promise<StoredRefund | undefined> {
  return readRefundNamed(table, shopId, identityOf(identity));
}

/** Reads the refund of a name, strongly consistent. */
export async function readRefundNamed(
  table: Table,
  shopId: ShopId,
  refundName: string,
): Promise<StoredRefund | undefined> {
  const row = await table.get(providerRefundKey(shopId, refundName));
  return row && refundRow.parse(row);
}

/**
 * The write of a refund, on condition that it is unchanged since it was `known`, or that there is none. With `seenNow` it
 * carries the event which says how it stands; the event's id follows from that alone, so a repeated write is the same event.
 */
export function writeOfRefund(
  shopId: ShopId,
  refund: Omit<StoredRefund, 'version'>,
  { known, seenNow }: Readonly<{ known?: StoredRefund | undefined; seenNow?: string | undefined }>,
): Put {
  const { facts } = refund;
  const { paymentId } = facts;
  const madeAt = inUtc(facts.createdAt);
  return {
    kind: 'put',
    row: {
      ...providerRefundKey(shopId, identityOf(facts)),
      schema: rowVersion,
      version: (known?.version ?? 0) + 1,
      facts,
      allocations: refund.allocations,
      seenAt: refund.seenAt,
      firstSeenAt: refund.firstSeenAt,
      nextCheckAt: refund.nextCheckAt,
      event: seenNow === undefined ? refund.event : seenEvent(shopId, facts, seenNow),
      ...(paymentId !== undefined && {
        paymentKey: refundsOfPayment(shopId, providerRowNameOf(facts, paymentId)),
        paymentOrder: madeAt,
      }),
      amountKey: refundsOfAmount(shopId, facts.currency, facts.amountMinor),
      amountOrder: madeAt,
      ...(refund.nextCheckAt !== undefined &&
        !isExplained(refund) && { workKey: openRefundsOfShop(shopId), workOrder: refund.nextCheckAt }),
    },
    condition: known === undefined ? { kind: 'absent' } : { kind: 'version_equals', version: known.version },
  };
}

function seenEvent(shopId: ShopId, facts: ProviderRefund, occurredAt: string): EventAttribute {
  const { provider, account, refundId, kind, status, statusAt, amountMinor, currency, paymentId } = facts;
  const name = identityOf(facts);
  const standing = [kind, status, amountMinor, inUtc(statusAt), paymentId ?? ''].join('/');
  return toEventAttribute(providerRefundSeenV1, {
    metadata: {
      eventId: `provider-refund-seen/${shopId}/${name}/${standing}`,
      correlationId: name,
      occurredAt,
      shopId,
      schemaVersion: 1,
    },
    data: { provider, account, refundId, kind, status, amountMinor, currency, paymentId },
  });
}

/** Refunds of a shop that nothing explains yet and that were not judged, the one to be looked at soonest first. */
export async function listOpenRefunds(
  table: Table,
  shopId: ShopId,
  limit: number,
  cursor?: string,
): Promise<Page<StoredRefund>> {
  const page = await table.queryIndex('work', { partition: openRefundsOfShop(shopId), limit, cursor });
  const rows = await table.getMany(page.items);
  return { items: rows.map((row) => refundRow.parse(row)), cursor: page.cursor };
}

/** Refunds of a shop that nothing explains and that want to be looked at by now. A hint from the index. */
export async function listDueRefunds(
  table: Table,
  shopId: ShopId,
  now: string,
  cursor?: string,
): Promise<Page<StoredRefund>> {
  const page = await table.queryIndex('work', {
    partition: openRefundsOfShop(shopId),
    range: { kind: 'between', from: '0', to: now },
    limit: 100,
    cursor,
  });
  const rows = await table.getMany(page.items);
  return { items: rows.map((row) => refundRow.parse(row)), cursor: page.cursor };
}
