import { caseOfSaleEffect } from '../../shared/domain/ids.ts';
import { ourReferenceSource } from '../../shared/domain/others-refund.ts';
import type { RetailSaleInFull } from '../../shared/domain/retail-records.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import { NoAnswerError } from '../../shared/ports/http.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Table } from '../../shared/ports/table.ts';
import type { RetailBudget } from '../../shared/retail/retail-budget.ts';
import type { RetailClient } from '../../shared/retail/retail-client.ts';
import { RetailError } from '../../shared/retail/retail-errors.ts';
import { readSaleEffect } from '../../shared/stores/stock-effect-store.ts';

/** What archiving drafts needs. `connect` answers a client of the shop's Retail account. */
export type ArchiveDraftsDependencies = Readonly<{
  table: Table;
  settings: Settings;
  connect: (shop: ShopSettings) => Promise<RetailClient>;
}>;

/**
 * Archives the open sales in Retail that a crash or a lost race left behind. An open sale of ours is orphaned when its
 * effect has registered another one, or was given up for somebody else's: both stay so for ever, so that what is archived
 * here can never be the one that is completed. Answers how many were archived.
 */
export async function archiveDrafts(dependencies: ArchiveDraftsDependencies): Promise<number> {
  let count = 0;
  const failures: unknown[] = [];
  for (const shop of await oneShopPerAccount(dependencies.settings)) {
    try {
      count += await archiveInAccount(dependencies, await dependencies.connect(shop));
    } catch (error) {
      // One account that does not answer does not keep the others from being tidied up.
      if (!(error instanceof RetailError || error instanceof NoAnswerError)) throw error;
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return count;
}

async function archiveInAccount({ table }: ArchiveDraftsDependencies, retail: RetailClient): Promise<number> {
  let count = 0;
  let cursor: string | undefined;
  do {
    const filter = { referenceNumberSource: ourReferenceSource, completed: false, cursor };
    const { value: page, budget } = await retail.findSales(filter);
    if (isBusy(budget)) return count;
    for (const sale of page.items) {
      if (!(await isOrphaned(table, sale))) continue;
      const archived = await retail.archiveSale(sale.saleId);
      count += 1;
      if (isBusy(archived.budget)) return count;
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return count;
}

async function isOrphaned(table: Table, { saleId, referenceNumber }: RetailSaleInFull): Promise<boolean> {
  const about = caseOfSaleEffect(referenceNumber);
  const effect = about && (await readSaleEffect(table, about.shopId, about.caseId));
  if (effect === undefined) return false;
  const { registered, observed } = effect.progress;
  return observed !== undefined || (registered !== undefined && registered.saleId !== saleId);
}

/** Whoever applies stock needs the bucket more: the rest is done the next day. */
const isBusy = ({ level = 0, size = Number.POSITIVE_INFINITY }: RetailBudget): boolean => level > size / 2;

async function oneShopPerAccount(settings: Settings): Promise<readonly ShopSettings[]> {
  const shops = (await settings.shops()).filter(({ inventoryMode }) => inventoryMode === 'apply');
  const byAccount = new Map(shops.flatMap((shop) => (shop.retail ? [[shop.retail.accountId, shop] as const] : [])));
  return [...byAccount.values()];
}
