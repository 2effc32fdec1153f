import type { ShopId } from '../../shared/domain/ids.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Table } from '../../shared/ports/table.ts';
import type { RetailAccounts } from '../../shared/retail/retail-accounts.ts';
import { RetailLimitedError } from '../../shared/retail/retail-errors.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';
import { BudgetUsedUpError } from './budget.ts';
import { askAboutGiftCards, waitingChecks } from './check-gift-cards.ts';
import { type AccountOfShops, confirmAccount } from './confirm-account.ts';

/** What confirming needs. */
export type ConfirmInventoryDependencies = Readonly<{
  table: Table;
  settings: Settings;
  clock: Clock;
  retailOf: RetailAccounts;
}>;

/** How many cases were decided: seen as they should be, or found to differ. */
export type ConfirmedInventory = Readonly<{ decidedCount: number }>;

/**
 * Looks in every Retail account whether it shows what the cases should have changed. Safe to run twice and at the same
 * time as itself: each case is decided on what is stored of it, and written on condition that this is unchanged. What
 * the bucket does not afford waits for the next run; an account that fails does not keep the others waiting.
 */
export async function confirmInventory({
  table,
  settings,
  clock,
  retailOf,
}: ConfirmInventoryDependencies): Promise<ConfirmedInventory> {
  let decidedCount = 0;
  const failures: unknown[] = [];
  const shops = await settings.shops();
  const withoutRetail = shops
    .filter(({ retail }) => retail === undefined)
    .map(({ shopId }) => shopIdSchema.parse(shopId));
  await askAboutGiftCards({ table, clock }, await waitingChecks(table, withoutRetail));
  for (const account of accountsOf(shops)) {
    try {
      const [shop] = account.shopsById.values();
      if (shop) decidedCount += await confirmAccount({ table, clock, retail: await retailOf(shop) }, account);
    } catch (error) {
      if (!isForLater(error)) failures.push(error);
    }
  }
  const [first] = failures;
  if (first !== undefined) throw first;
  return { decidedCount };
}

const isForLater = (error: unknown): boolean =>
  error instanceof BudgetUsedUpError || error instanceof RetailLimitedError;

function accountsOf(shops: readonly ShopSettings[]): readonly AccountOfShops[] {
  const accounts = new Map<string, Map<ShopId, ShopSettings>>();
  for (const shop of shops) {
    if (shop.retail === undefined) continue;
    const { accountId } = shop.retail;
    const shopsById = accounts.get(accountId) ?? new Map<ShopId, ShopSettings>();
    accounts.set(accountId, shopsById.set(shopIdSchema.parse(shop.shopId), shop));
  }
  return [...accounts].map(([accountId, shopsById]) => ({ accountId, shopsById }));
}
