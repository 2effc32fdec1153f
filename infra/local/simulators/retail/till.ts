import type { Chance } from '../simulator.ts';
import type { RetailAccount } from './account.ts';
import type { GrantSettings } from './account-settings.ts';
import { payInFull } from './pay-in-full.ts';
import { unprocessable } from './refusal.ts';
import type { Sale } from './rows.ts';
import { createSale } from './sale-writes.ts';

/** A person at the till. */
const cashier: GrantSettings = { clientId: 'till', clientName: '', employeeId: '1' };

/** Units of one article over the counter, for cash. A negative quantity is a refund by a person. */
export function sellAtTill(
  account: RetailAccount,
  { itemId, quantity, shopId }: Readonly<{ itemId: number; quantity: number; shopId?: string }>,
  now: number,
): Sale {
  const shop = account.settings.shops.find((each) => shopId === undefined || each.shopId === shopId);
  const [register] = shop?.registers ?? [];
  if (!(shop && register)) throw unprocessable('A till needs a shop with a register.');
  const draft = createSale(
    account,
    {
      employeeID: cashier.employeeId,
      registerID: register.registerId,
      shopID: shop.shopId,
      SaleLines: { SaleLine: [{ itemID: String(itemId), unitQuantity: quantity }] },
    },
    cashier,
    now,
  );
  return payInFull(account, draft, 'cash', now);
}

/** A till that goes on selling single units while nobody looks. */
export type BusyTill = Readonly<{
  /** Makes the sales that were due until now, and says how many. */
  catchUp(now: number): number;
}>;

/** A till that sells one unit of some article every so often, at moments and of articles that chance picks. */
export function busyTill(
  account: RetailAccount,
  { chance, meanSecondsBetweenSales }: Readonly<{ chance: Chance; meanSecondsBetweenSales: number }>,
): BusyTill {
  const pause = (): number => chance.below(2 * meanSecondsBetweenSales * 1000) + 1;
  let nextSaleAt: number | undefined;
  return {
    catchUp(now) {
      // The shop opens with the first request: the time before it is nobody's.
      nextSaleAt ??= now + pause();
      let sales = 0;
      for (; nextSaleAt <= now; nextSaleAt += pause()) {
        const items = account.items.nextId() - 1;
        if (items === 0) continue;
        sellAtTill(account, { itemId: chance.below(items) + 1, quantity: 1 }, nextSaleAt);
        sales += 1;
      }
      return sales;
    },
  };
}
