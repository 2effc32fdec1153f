import * as Instant from 'temporal-polyfill/fns/Instant';
import * as z from 'zod';
import { roundedMinorOf } from '../domain/decimal-amount.ts';

/** Retail says one child as an object, several as an array, and none as an empty text or not at all. */
export function asArray(value: unknown): readonly unknown[] {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value : [value];
}

const members = z.record(z.string(), z.unknown());

/** The children of one kind below a relation (`SaleLines.SaleLine`), however many there are. */
export const childrenOf = <Child>(name: string, child: z.ZodType<Child>) =>
  z.preprocess((relation) => asArray(members.safeParse(relation).data?.[name]), z.array(child));

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** Text that may come as a number. */
export const text = scalar;
/** Text that may be missing. */
export const textOrEmpty = scalar.default('');
/** An id, which is always there. */
export const id = scalar.refine((value) => /^[1-9]\d*$/.test(value), 'Not an id of Retail');
/** A foreign key: "0" and nothing at all both mean that there is none. */
export const reference = scalar.optional().transform((value) => (value === '0' || value === '' ? undefined : value));
/** A whole number in text, possibly negative. */
export const wholeNumber = scalar.transform(Number).pipe(z.int());
/** A rate as a decimal (0.21 is 21 %), for guesses; what is missing is none. */
export const rate = scalar.default('0').transform(Number).pipe(z.number().nonnegative());
/** `true` or `false` in text; what is missing is false. */
export const flag = z.union([z.stringbool(), z.boolean()]).default(false);

/** An instant in any offset, as ISO text in UTC with milliseconds, so that it compares as text with our own clock. */
export const instant = z.string().transform((value, context) => {
  try {
    return Instant.toString(Instant.fromString(value), { fractionalSecondDigits: 3 });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    context.issues.push({ code: 'custom', input: value, message: 'Not an instant' });
    return z.NEVER;
  }
});
/** An instant that may be missing or empty. */
export const instantOrNone = z.union([z.literal('').transform(() => undefined), instant]).optional();

/** A decimal amount in text, in minor units of the account's currency. */
export const amount = (currency: string) =>
  scalar.transform((value, context) => {
    try {
      return roundedMinorOf(value, currency);
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      context.issues.push({ code: 'custom', input: value, message: 'Not an amount' });
      return z.NEVER;
    }
  });
