import * as z from 'zod';
import { shopIdSchema } from './id-schemas.ts';

/** Parses a message of the queue of reports: read on in this one. It may come any number of times. */
export const reportMessageSchema = z.strictObject({ shopId: shopIdSchema, reportId: z.string().regex(/^[\w-]{43}$/) });

/** A message of the queue of reports, parsed. */
export type ReportMessage = z.infer<typeof reportMessageSchema>;
