import * as z from 'zod';
import { inUtc } from '../domain/instants.ts';

/** What eCom writes where there is nothing: `false`, the empty text, `null`, or no member at all. */
const nothing: ReadonlySet<unknown> = new Set([false, '', null, undefined]);

const numberOf = (value: unknown): unknown => {
  if (value === true) return 1;
  if (typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value.trim())) return Number(value);
  return value;
};

/** A whole number that may come as text or as `true`; nothing counts as 0. */
export const wholeNumber = z.preprocess((value) => (nothing.has(value) ? 0 : numberOf(value)), z.int());

/** An id, which eCom gives as a number, now and then as text. */
export const ecomId = z.preprocess(numberOf, z.int().positive());

/** Text, which may come as a number; nothing is the empty text. */
export const looseText = z.preprocess((value) => {
  if (nothing.has(value)) return '';
  return typeof value === 'number' ? String(value) : value;
}, z.string());

/** An amount with up to four decimals, as a number or as text; kept as text so that no digit is lost. Nothing counts as 0. */
export const decimalText = z.preprocess(
  (value) => {
    if (nothing.has(value)) return '0';
    return typeof value === 'number' ? plainDigits(value) : value;
  },
  z
    .string()
    .trim()
    .regex(/^-?\d+(?:\.\d+)?$/, 'Not a decimal number'),
);

/** An instant with an offset, put into UTC so that texts can be compared. */
export const ecomInstant = z.iso.datetime({ offset: true }).transform(inUtc);

/** A switch, which may come as 0 and 1 or as text. Nothing is off. */
export const looseBoolean = z.preprocess(
  (value) => value === true || value === 1 || value === '1' || value === 'true',
  z.boolean(),
);

/** A list that may be missing, or be a single thing. */
export const looseList = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => {
    if (nothing.has(value)) return [];
    return Array.isArray(value) ? value : [value];
  }, z.array(schema));

// Made once: making one costs many times what reading a value with it does.
const relation = z.object({
  resource: z.looseObject({ id: z.unknown().optional(), embedded: z.unknown().optional() }),
});
const withId = z.looseObject({ id: z.unknown().optional() });

/** Where a relation leads: its id, that of what is embedded, a plain number, or nothing (also for a collection). */
export const relationId = z.preprocess((value) => {
  const resource = relation.safeParse(value);
  if (!resource.success) return nothing.has(value) ? undefined : numberOf(value);
  const { id, embedded } = resource.data.resource;
  if (!nothing.has(id)) return numberOf(id);
  const inner = withId.safeParse(embedded);
  return inner.success && !nothing.has(inner.data.id) ? numberOf(inner.data.id) : undefined;
}, z.int().positive().optional());

// Amounts below a millionth would come in exponent form; eCom has four decimals.
const plainDigits = (value: number): string => (Number.isFinite(value) ? value.toFixed(6) : String(value));
