import * as z from 'zod';
import type { LetterSelection } from '../domain/dead-letter.ts';
import { inUtc } from '../domain/instants.ts';
import { shopIdSchema } from './id-schemas.ts';

/** Name of a queue of SQS. */
export const queueNameSchema = z.string().regex(/^[\w.-]{1,80}$/, 'Not the name of a queue');

/** Id of a dead letter within its queue. */
export const letterIdSchema = z.string().regex(/^[\w-]{1,100}$/, 'Not the id of a letter');

// Rows hold instants as the clock tells them, so that they compare as text.
const instant = z.iso.datetime({ offset: true }).transform(inUtc);

/** Parses which dead letters are meant, as far as it fits into a query string. */
export const letterFilterSchema = z.strictObject({
  queue: queueNameSchema.optional(),
  shopId: shopIdSchema.optional(),
  errorCode: z.string().min(1).max(100).optional(),
  from: instant.optional(),
  to: instant.optional(),
});

/** Parses which dead letters are meant; `letters` names single ones. */
export const letterSelectionSchema = letterFilterSchema.extend({
  letters: z
    .array(z.strictObject({ queueName: queueNameSchema, letterId: letterIdSchema }))
    .min(1)
    .max(1_000)
    .optional(),
}) satisfies z.ZodType<LetterSelection>;
