import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/**
 * What a shop has to do, once on each of its days, in the morning: counts and amounts only. Where nothing is to be done there
 * is none.
 */
export const digestMadeV1 = defineEvent({
  detailType: 'DigestMade.v1',
  source: 'avoir',
  data: z.object({
    day: z.iso.date().describe('Day of the shop'),
    refundCount: z.int().nonnegative().describe('Refunds that somebody has to make'),
    overdueCount: z.int().nonnegative().describe('Of these, those whose due day has passed'),
    differenceCount: z.int().nonnegative().describe('Differences that somebody has to decide on'),
    amounts: z
      .array(z.object({ currency: z.string(), amountMinor: z.int() }))
      .max(20)
      .describe('What the refunds to make come to, by currency, in its minor units'),
  }),
});

/** One such event, parsed. */
export type DigestMadeV1 = z.infer<typeof digestMadeV1.schema>;
