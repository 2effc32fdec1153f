import * as z from 'zod';
import { customerSchema, incomingPaymentSchema, orderShape } from '../stores/order-schema.ts';
import type { Snapshot } from './accept-refund-case.ts';

/** An order as a caller sends it along (design §7, OrderSnapshot): parsed into the order and, apart from it, its customer. */
export const orderSnapshotSchema = z
  .strictObject({ ...orderShape, customer: customerSchema, payments: z.array(incomingPaymentSchema).max(20) })
  .transform(({ customer, ...order }): Snapshot => ({ order, customer }));
