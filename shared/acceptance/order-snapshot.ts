import * as z from 'zod';
import { customerSchema, incomingPaymentSchema, orderShape } from '../stores/order-schema.ts';
import type { Snapshot } from './accept-refund-case.ts';

// A row may hold 400 kB, and the plan of a case over all lines of an order is hardly larger than the order.
const largestOrderBytes = 350_000;

const fitsIntoRow = (order: unknown): boolean => Buffer.byteLength(JSON.stringify(order)) <= largestOrderBytes;

/** An order as a caller sends it along (design §7, OrderSnapshot): parsed into the order and, apart from it, its customer. */
export const orderSnapshotSchema = z
  .strictObject({ ...orderShape, customer: customerSchema, payments: z.array(incomingPaymentSchema).max(20) })
  .refine(fitsIntoRow, 'The order is larger than 350 kB')
  .transform(({ customer, ...order }): Snapshot => ({ order, customer }));
