import type { RetailAccount } from './account.ts';
import { unprocessable } from './refusal.ts';
import type { Sale } from './rows.ts';
import { changeSale } from './sale-writes.ts';

/** Pays an open sale to the cent, in one of the ways that the account knows, and completes it. */
export function payInFull(
  account: RetailAccount,
  sale: Sale,
  paymentType: 'cash' | 'ecom' | 'gift card',
  now: number,
): Sale {
  const type = account.settings.paymentTypes.find((each) => each.type === paymentType);
  if (type === undefined) throw unprocessable(`The account has no payment type ${paymentType}.`);
  const payment = { paymentTypeID: type.paymentTypeId, amount: sale.totals.total };
  return changeSale(account, sale, { completed: true, SalePayments: { SalePayment: [payment] } }, now);
}
