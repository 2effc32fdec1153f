import * as z from 'zod';
import { shopIdSchema } from './id-schemas.ts';

/** The message of the lane queue: there may be work in the lane of this shop's Retail account. It carries no work itself. */
export const wakeLaneMessageSchema = z.strictObject({ kind: z.literal('wake_lane'), shopId: shopIdSchema });

/** A message of the lane queue, parsed. */
export type WakeLaneMessage = z.infer<typeof wakeLaneMessageSchema>;

/** The message that wakes the lane of a shop's account, after so many seconds. */
export const wakeLane = (shopId: WakeLaneMessage['shopId'], delaySeconds = 0) => {
  const message: WakeLaneMessage = { kind: 'wake_lane', shopId };
  return { body: JSON.stringify(message), ...(delaySeconds > 0 && { delaySeconds }) };
};
