import * as z from 'zod';
import type { OrderNumber, ShopId } from '../domain/ids.ts';
import { inUtc } from '../domain/instants.ts';
import type { ProviderPayment } from '../domain/provider-payment.ts';
import type { Put, Row, Table } from '../ports/table.ts';
import { orderNumberSchema } from './id-schemas.ts';
import { paymentsOfOrder, paymentsOfValue, providerPaymentKey, providerRowNameOf } from './keys.ts';

/** What tells a payment from every other one of a shop. */
export type PaymentIdentity = Pick<ProviderPayment, 'provider' | 'account' | 'paymentId'>;

/** A payment of a provider as it is stored. */
export type StoredPayment = Readonly<{
  version: number;
  facts: ProviderPayment;
  /** The one order of the shop that its texts name. */
  namedOrder?: OrderNumber | undefined;
  /** The order that located it; no other one can. */
  claimedBy?: OrderNumber | undefined;
}>;

const rowVersion = 1;

const factsSchema = z.object({
  provider: z.string(),
  account: z.string(),
  paymentId: z.string(),
  amountMinor: z.int(),
  currency: z.string(),
  paidAt: z.string(),
  references: z.array(z.string()),
  customerName: z.string().optional(),
  customerEmail: z.string().optional(),
  refunded: z.object({ amountMinor: z.int(), asOf: z.string() }).optional(),
}) satisfies z.ZodType<ProviderPayment>;

const paymentRow = z.object({
  schema: z.literal(rowVersion),
  version: z.int().positive(),
  facts: factsSchema,
  namedOrder: orderNumberSchema.optional(),
  claimedBy: orderNumberSchema.optional(),
}) satisfies z.ZodType<StoredPayment>;

/** Parses the row of a payment. */
export const parsePayment = (row: Row): StoredPayment => paymentRow.parse(row);

/** The name of a payment in keys. */
export const nameOfPayment = (identity: PaymentIdentity): string => providerRowNameOf(identity, identity.paymentId);

/** Reads one payment, strongly consistent. */
export async function readPayment(
  table: Table,
  shopId: ShopId,
  identity: PaymentIdentity,
): Promise<StoredPayment | undefined> {
  const row = await table.get(providerPaymentKey(shopId, nameOfPayment(identity)));
  return row && paymentRow.parse(row);
}

/** The write of a payment, on condition that it is unchanged since it was `known`, or that there is none. */
export function writeOfPayment(
  shopId: ShopId,
  { facts, namedOrder, claimedBy }: Omit<StoredPayment, 'version'>,
  known: StoredPayment | undefined,
): Put {
  const paidAt = inUtc(facts.paidAt);
  const order = claimedBy ?? namedOrder;
  return {
    kind: 'put',
    row: {
      ...providerPaymentKey(shopId, nameOfPayment(facts)),
      schema: rowVersion,
      version: (known?.version ?? 0) + 1,
      facts,
      namedOrder,
      claimedBy,
      ...(order !== undefined && { paymentKey: paymentsOfOrder(shopId, order), paymentOrder: paidAt }),
      amountKey: paymentsOfValue(shopId, facts.currency, facts.amountMinor),
      amountOrder: paidAt,
    },
    condition: known === undefined ? { kind: 'absent' } : { kind: 'version_equals', version: known.version },
  };
}
