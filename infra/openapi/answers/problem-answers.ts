import * as z from 'zod';
import { deadLetterStates } from '../../../shared/domain/dead-letter.ts';
import type { Refusal } from '../../../shared/domain/refusal.ts';
import { unreadableReasons } from '../../../shared/reports/report-source.ts';
import { reasonSchema } from '../../../shared/stores/refund-case-store.ts';
import { problemTexts } from '../../../shared/texts/problem-texts.ts';
import { component, named } from './component.ts';

const base = z.object({
  type: z.string().describe('urn:avoir:problem-type: and the code.'),
  title: z.string().describe('In the language of Accept-Language, English or French.'),
  status: z.int(),
  code: z
    .string()
    .describe('Stable; what a program goes by.')
    .meta({ enum: Object.keys(problemTexts).toSorted() }),
  instance: z.string().optional().describe('Names this occurrence, in the log too, where the fault is ours.'),
});

/** Any problem, as RFC 9457 has it. */
export const problem = named('Problem', 'What went wrong (RFC 9457).', base);

const refusal = component<Refusal & Readonly<{ text?: string | undefined; remedy?: string | undefined }>>()(
  'Refusal',
  'One reason against a request: what was asked, and what remains. Amounts are minor units, quantities pieces.',
  reasonSchema.extend({
    text: z.string().optional().describe('The reason in words, in the language of Accept-Language.'),
    remedy: z.string().optional().describe('What to do about it.'),
  }),
);

/** Names a kind of problem that says more than any problem does, and the codes that it has. */
const problemOf = (
  id: string,
  description: string,
  codes: readonly [string, ...string[]],
  further: z.ZodRawShape,
): readonly (readonly [string, z.ZodType])[] => {
  const schema = named(id, description, base.extend({ code: z.enum(codes), ...further }));
  return codes.map((code) => [code, schema] as const);
};

/** The problems that say more than any problem does, by their code. */
export const problemsByCode: ReadonlyMap<string, z.ZodType> = new Map([
  ...problemOf(
    'InvalidRequest',
    'What was sent does not have the form that is asked for: each place that differs, up to a thousand.',
    ['invalid_request'],
    { issues: z.array(z.object({ path: z.string(), message: z.string() })) },
  ),
  ...problemOf('RefusedRequest', 'The rules do not allow it: all reasons at once. Nothing was written.', ['refused'], {
    reasons: z.array(refusal).min(1),
  }),
  ...problemOf(
    'ConflictingRequest',
    'The same id stands for another content already.',
    ['conflicting_duplicate', 'conflicting_order'],
    { reasons: z.array(refusal).optional() },
  ),
  ...problemOf('StaleVersion', 'It was changed since it was seen.', ['seen_version_stale'], {
    etag: z.string().describe('What If-Match has to say now.'),
  }),
  ...problemOf('UnreadableReport', 'The file cannot be read as it is; nothing of it was used.', unreadableReasons, {
    detail: z.string(),
    sample: z.string().optional().describe('What could be read in two ways.'),
  }),
  ...problemOf('TooLarge', 'The body is larger than is taken.', ['too_large'], { largestBytes: z.int() }),
  ...problemOf('LetterNotOpen', 'The dead letter is being sent, or was.', ['letter_not_open'], {
    state: z.enum(deadLetterStates),
  }),
  ...problemOf('RefusedByEcom', 'eCom refused what it was asked, and names the fields.', ['refused_by_ecom'], {
    fields: z.array(z.string()),
  }),
  ...problemOf(
    'CreditNotesOff',
    'Checks on the live shop that are not answered yet, or not as they must be.',
    ['credit_notes_off'],
    { open: z.array(z.string()) },
  ),
  ...problemOf('StatementTooLarge', 'One answer cannot hold so many lines.', ['statement_too_large'], {
    lines: z.int(),
  }),
]);
