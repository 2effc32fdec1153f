import { fileURLToPath } from 'node:url';
import { readOnlineRetail } from '../../../infra/cli/import/online-retail-file.ts';
import { type RetailYear, retailYearOf } from './returned-orders.ts';

const path = fileURLToPath(new URL('../../../../shared/data/online-retail/online-retail.csv.gz', import.meta.url));

/** The real year beside the project. Fails where it is not there: without it there is nothing to measure. */
export async function readRetailYear(): Promise<RetailYear> {
  return retailYearOf(await readOnlineRetail(path));
}

/** The year with the orders alone that a credit note is about: as many rows on each side, for measures of scale. */
export function withoutOtherOrders({ orders, notes, withoutValue }: RetailYear): RetailYear {
  const returned = new Set(notes.map(({ order }) => order.orderNumber));
  return { orders: orders.filter(({ orderNumber }) => returned.has(orderNumber)), notes, withoutValue };
}
