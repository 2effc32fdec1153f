import * as z from 'zod';
import { roundedMinorOf } from '../domain/decimal-amount.ts';

/** Money in minor units, as it was read. */
export type ReadMoney = Readonly<{ amountMinor: number; currency: string }>;

/** Decimal text of a currency as money; an issue of the schema where it is no amount or no currency. */
export function moneyIn<Input>(text: string, currency: string, context: z.RefinementCtx<Input>): ReadMoney {
  try {
    return { amountMinor: roundedMinorOf(text, currency), currency };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    context.addIssue(error.message);
    return z.NEVER;
  }
}
