import * as z from 'zod';
import { orderSnapshotSchema } from '../../shared/acceptance/order-snapshot.ts';
import { orderNumberSchema } from '../../shared/stores/id-schemas.ts';
import { instantSchema } from '../../shared/stores/order-schema.ts';

/** The body of `POST /shops/{shopId}/cancellations` (design §7). */
export const cancellationRequestSchema = z.strictObject({
  orderNumber: orderNumberSchema,
  cancelledAt: instantSchema,
  updateInventory: z.boolean(),
  reason: z.string().max(1000).optional(),
  order: orderSnapshotSchema.optional(),
});

/** A cancellation request, parsed. */
export type CancellationRequest = z.infer<typeof cancellationRequestSchema>;
