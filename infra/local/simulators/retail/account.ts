import type { RetailAccountSettings } from './account-settings.ts';
import type { RetailAssumptions } from './assumptions.ts';
import { type ItemTable, itemTable } from './item-table.ts';
import { type SaleTable, saleTable } from './sale-table.ts';
import { type TaxRates, taxRatesOf } from './sale-totals.ts';
import { emptyStock, type Stock } from './stock.ts';

/** What programs asked of an account since it was opened; a restart counts anew. */
export type Traffic = { requests: number; costUnits: number; limited: number };

/** Everything that one account holds. */
export type RetailAccount = Readonly<{
  settings: RetailAccountSettings;
  assumptions: RetailAssumptions;
  rates: TaxRates;
  sales: SaleTable;
  items: ItemTable;
  stock: Stock;
  traffic: Traffic;
  /** The next id of the lines and payments of sales, each kind for itself. */
  nextLineId(): number;
  nextPaymentId(): number;
  /** When searches will see what is written at this instant. */
  settlesAt(now: number): number;
}>;

/** An account without sales or articles. */
export function emptyAccount(
  settings: RetailAccountSettings,
  { assumptions, settlesAt }: Pick<RetailAccount, 'assumptions' | 'settlesAt'>,
): RetailAccount {
  let lines = 0;
  let payments = 0;
  return {
    settings,
    assumptions,
    settlesAt,
    rates: taxRatesOf(settings),
    sales: saleTable(),
    items: itemTable(),
    stock: emptyStock(assumptions),
    traffic: { requests: 0, costUnits: 0, limited: 0 },
    nextLineId() {
      lines += 1;
      return lines;
    },
    nextPaymentId() {
      payments += 1;
      return payments;
    },
  };
}
