import * as z from 'zod';
import type { OrderNumber, ShopId } from '../domain/ids.ts';
import type { Customer, Order } from '../domain/order.ts';
import { emptyLedger, type OrderLedger } from '../domain/order-ledger.ts';
import type { Key, Put, Row, Table } from '../ports/table.ts';
import { caseIdSchema } from './id-schemas.ts';
import { orderPartition } from './keys.ts';
import { customerSchema, orderSchema } from './order-schema.ts';
import { readPartition } from './partition.ts';

/** An order as it is known: its first snapshot, who bought (unless forgotten), and what was given back of it. */
export type StoredOrder = Readonly<{ order: Order; customer: Customer | undefined; ledger: OrderLedger }>;

const rowVersion = 1;
const lineCreditSchema = z.object({ quantity: z.int(), amountMinor: z.int() });
const snapshotRow = z.object({ schema: z.literal(rowVersion), order: orderSchema });
const customerRow = z.object({ schema: z.literal(rowVersion), customer: customerSchema });
const ledgerRow = z.object({
  schema: z.literal(rowVersion),
  version: z.int().positive(),
  lines: z.record(z.string(), lineCreditSchema),
  shippingMinor: z.int(),
  paymentCostsMinor: z.int(),
  adjustmentMinor: z.int(),
  payments: z.record(z.string(), z.int()),
  cases: z.array(caseIdSchema),
  cancelledBy: caseIdSchema.optional(),
  invoiced: z.record(z.string(), z.int()).optional(),
  captured: z.record(z.string(), z.int()).optional(),
  returned: z.record(z.string(), z.object({ adjusted: z.int(), counted: z.int() })).optional(),
}) satisfies z.ZodType<OrderLedger>;

/** Reads an order with its ledger, strongly consistent; `undefined` when no snapshot of it was ever stored. */
export async function readOrder(
  table: Table,
  shopId: ShopId,
  orderNumber: OrderNumber,
): Promise<StoredOrder | undefined> {
  return orderIn(await readPartition(table, orderPartition(shopId, orderNumber)));
}

/** Parses the row that says who bought. */
export const parseCustomer = (row: Row): Customer => customerRow.parse(row).customer;

/** Parses the row that says what was given back of an order. */
export const parseLedger = (row: Row): OrderLedger => ledgerRow.parse(row);

/** The keys of what a decision about an order looks at: not its customer, whom no rule may know. */
export function keysForDecision(shopId: ShopId, orderNumber: OrderNumber): readonly Key[] {
  const pk = orderPartition(shopId, orderNumber);
  return [
    { pk, sk: 'SNAPSHOT' },
    { pk, sk: 'LEDGER' },
  ];
}

/** The order in rows that were read together; `undefined` when its snapshot is not among them. */
export function orderIn(rows: readonly Row[]): StoredOrder | undefined {
  const row = (sk: string) => rows.find((candidate) => candidate.sk === sk);
  const snapshot = row('SNAPSHOT');
  if (snapshot === undefined) return undefined;
  const customer = row('CUSTOMER');
  const ledger = row('LEDGER');
  return {
    order: snapshotRow.parse(snapshot).order,
    customer: customer && customerRow.parse(customer).customer,
    ledger: ledger ? ledgerRow.parse(ledger) : emptyLedger,
  };
}

/** The writes that keep an order's first snapshot. Refused when there is one already: the first stays. */
export function writesOfSnapshot(shopId: ShopId, order: Order, customer: Customer): Put[] {
  const pk = orderPartition(shopId, order.orderNumber);
  return [
    { kind: 'put', row: { pk, sk: 'SNAPSHOT', schema: rowVersion, order }, condition: { kind: 'absent' } },
    { kind: 'put', row: { pk, sk: 'CUSTOMER', schema: rowVersion, customer } },
  ];
}

/** The write that replaces the snapshot of an order that nothing was decided over yet; its ledger's version guards it. */
export const replacementOfSnapshot = (shopId: ShopId, order: Order): Put => ({
  kind: 'put',
  row: { pk: orderPartition(shopId, order.orderNumber), sk: 'SNAPSHOT', schema: rowVersion, order },
});

/** The write that replaces an order's ledger, on condition that nobody replaced it since it was read. */
export function writeOfLedger(shopId: ShopId, orderNumber: OrderNumber, ledger: OrderLedger): Put {
  const previous = ledger.version - 1;
  return {
    kind: 'put',
    row: { pk: orderPartition(shopId, orderNumber), sk: 'LEDGER', schema: rowVersion, ...ledger },
    condition: previous === 0 ? { kind: 'absent' } : { kind: 'version_equals', version: previous },
  };
}

/** Those of at most 100 orders whose snapshot is stored, strongly consistent. */
export async function knownOrders(
  table: Table,
  shopId: ShopId,
  orderNumbers: readonly OrderNumber[],
): Promise<readonly OrderNumber[]> {
  const rows = await table.getMany(
    orderNumbers.map((number) => ({ pk: orderPartition(shopId, number), sk: 'SNAPSHOT' })),
  );
  const partitions = new Set(rows.map(({ pk }) => pk));
  return orderNumbers.filter((number) => partitions.has(orderPartition(shopId, number)));
}

// What one read takes.
const mostKeys = 100;

/** The names of the customers of orders, a hundred a read; an order whose customer was forgotten is left out. */
export async function namesOfCustomers(
  table: Table,
  shopId: ShopId,
  orderNumbers: readonly OrderNumber[],
): Promise<ReadonlyMap<string, string>> {
  const numberByPartition = new Map(orderNumbers.map((number) => [orderPartition(shopId, number), number]));
  const keys = [...numberByPartition.keys()].map((pk) => ({ pk, sk: 'CUSTOMER' }));
  const names = new Map<string, string>();
  for (let from = 0; from < keys.length; from += mostKeys) {
    for (const row of await table.getMany(keys.slice(from, from + mostKeys))) {
      names.set(numberByPartition.get(row.pk) ?? row.pk, customerRow.parse(row).customer.name);
    }
  }
  return names;
}
