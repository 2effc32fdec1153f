import * as z from 'zod';
import type { CaseId, OrderNumber, ShopId } from '../domain/ids.ts';
import type { Fact } from '../domain/observed-case.ts';
import {
  type ObservedInvoice,
  type ObservedOrder,
  type ObservedReturn,
  observedPaymentStatuses,
} from '../domain/observed-order.ts';
import type { Put, Row, Table } from '../ports/table.ts';
import { orderLineIdSchema } from './id-schemas.ts';
import { factKey, observationKey } from './keys.ts';

const rowVersion = 1;

/** Parses the stored return of an order. */
export const returnSchema = z.object({
  returnId: z.string(),
  createdAt: z.string(),
  status: z.string(),
  reason: z.string(),
  action: z.string(),
  isStockAdjusted: z.boolean(),
  lines: z.array(z.object({ orderLineId: orderLineIdSchema, quantity: z.int() })),
}) satisfies z.ZodType<ObservedReturn>;

const invoiceSchema = z.object({
  invoiceNumber: z.string(),
  issuedAt: z.string(),
  status: z.enum(observedPaymentStatuses),
  totalMinor: z.int(),
  isVatShifted: z.boolean(),
}) satisfies z.ZodType<ObservedInvoice>;

const observationRow = z.object({
  schema: z.literal(rowVersion),
  version: z.int().positive(),
  fetchedAt: z.string(),
  ecomOrderId: z.string(),
  paymentStatus: z.enum(observedPaymentStatuses),
  invoices: z.array(invoiceSchema),
  returns: z.array(returnSchema),
});

/** What the newest reading of an order said, beside what its cases keep: invoices, returns, and when it was read. */
export type StoredObservation = Readonly<z.infer<typeof observationRow>>;

/** The newest reading of an order that was recorded, strongly consistent; `undefined` where it was never read. */
export async function readObservation(
  table: Table,
  shopId: ShopId,
  orderNumber: OrderNumber,
): Promise<StoredObservation | undefined> {
  const row = await table.get(observationKey(shopId, orderNumber));
  return row && observationRow.parse(row);
}

/** The returns of at most 100 orders, as the newest reading of each showed them. */
export async function returnsOfOrders(
  table: Table,
  shopId: ShopId,
  orderNumbers: readonly OrderNumber[],
): Promise<readonly ObservedReturn[]> {
  const rows = await table.getMany([...new Set(orderNumbers)].map((number) => observationKey(shopId, number)));
  return rows.flatMap((row) => observationRow.parse(row).returns);
}

/** The observation among rows that were read together. */
export function observationIn(rows: readonly Row[]): StoredObservation | undefined {
  const row = rows.find(({ sk }) => sk === 'OBSERVED');
  return row && observationRow.parse(row);
}

/** The write that makes a reading the newest, on condition that no other was recorded since `known`. */
export function writeOfObservation(shopId: ShopId, observed: ObservedOrder, known?: StoredObservation): Put {
  const { fetchedAt, ecomOrderId, paymentStatus, invoices, returns, order } = observed;
  return {
    kind: 'put',
    row: {
      ...observationKey(shopId, order.orderNumber),
      schema: rowVersion,
      version: (known?.version ?? 0) + 1,
      fetchedAt,
      ecomOrderId,
      paymentStatus,
      invoices,
      returns,
    },
    condition: known === undefined ? { kind: 'absent' } : { kind: 'version_equals', version: known.version },
  };
}

/** The write of one version of a fact, kept for ever beside its case; `undefined` is the version in which it is gone from eCom. */
export function writeOfFactVersion(shopId: ShopId, caseId: CaseId, fetchedAt: string, fact: Fact | undefined): Put {
  return {
    kind: 'put',
    row: {
      ...factKey(shopId, caseId, fetchedAt),
      schema: rowVersion,
      seenAt: fetchedAt,
      state: fact === undefined ? 'gone' : 'present',
      hash: fact?.version.hash,
      observed: fact?.observed,
    },
  };
}
