import type { RetailAccountSettings } from './account-settings.ts';
import { type Decimal, decimalOf, shareOf, toCent, withoutTax } from './decimal.ts';
import type { LineTotals, SaleLine, SalePayment, SaleTotals } from './rows.ts';

/** The tax rates of an account. */
export type TaxRates = Readonly<{ isInclusive: boolean; tax1: Decimal; tax2: Decimal }>;

/** Reads them from its settings; throws for a rate that is no decimal. */
export function taxRatesOf({ isTaxInclusive, tax1Rate, tax2Rate }: RetailAccountSettings): TaxRates {
  return { isInclusive: isTaxInclusive, tax1: rateOf(tax1Rate), tax2: rateOf(tax2Rate) };
}

/**
 * What a sale comes to. Lines stay unrounded. Where prices contain the tax, the total is the rounded sum of the lines and
 * the subtotal is what the taxes leave; where they do not, subtotal and each tax are rounded and then added.
 */
export function totalsOf(
  { lines, payments }: Readonly<{ lines: readonly SaleLine[]; payments: readonly SalePayment[] }>,
  rates: TaxRates,
): SaleTotals {
  const each = lines.map((line) => lineTotals(line, rates));
  const tax1 = toCent(sum(each.map((line) => line.tax1)));
  const tax2 = toCent(sum(each.map((line) => line.tax2)));
  const ofLines = toCent(sum(each.map((line) => line.total)));
  const subtotal = rates.isInclusive ? ofLines - tax1 - tax2 : toCent(sum(each.map((line) => line.subtotal)));
  return {
    subtotal,
    taxable: toCent(sum(each.filter((_, index) => lines[index]?.isTaxed).map((line) => line.subtotal))),
    tax1,
    tax2,
    total: rates.isInclusive ? ofLines : subtotal + tax1 + tax2,
    payments: toCent(sum(payments.map(({ amount }) => amount))),
    lines: each,
  };
}

function lineTotals({ unitQuantity, unitPrice, isTaxed }: SaleLine, rates: TaxRates): LineTotals {
  const value = unitQuantity * unitPrice || 0;
  if (!isTaxed) return { subtotal: value, tax1: 0, tax2: 0, total: value };
  const subtotal = rates.isInclusive ? withoutTax(value, rates.tax1 + rates.tax2) : value;
  const tax2 = shareOf(subtotal, rates.tax2);
  const tax1 = rates.isInclusive ? value - subtotal - tax2 : shareOf(subtotal, rates.tax1);
  return { subtotal, tax1, tax2, total: subtotal + tax1 + tax2 };
}

const sum = (amounts: readonly Decimal[]): Decimal => amounts.reduce((total, amount) => total + amount, 0);

function rateOf(text: string): Decimal {
  const rate = decimalOf(text);
  if (rate === undefined) throw new TypeError(`Not a tax rate: ${text}.`);
  return rate;
}
