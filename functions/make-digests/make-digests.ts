import { digestOf } from '../../shared/domain/digest.ts';
import { dayInShop, timeInShop } from '../../shared/domain/shop-day.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Table } from '../../shared/ports/table.ts';
import { isDigestMade, keepDigest } from '../../shared/stores/digest-store.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';
import { readOpenWork } from '../../shared/views/open-work.ts';

/** What making digests needs. */
export type MakeDigestsDependencies = Readonly<{ table: Table; settings: Settings; clock: Clock }>;

const mostRows = 100_000;

/**
 * Makes the digest of the day for each shop that wants one, once its hour has come; how many were made. A day has one digest,
 * made once and never again: a run that comes twice or late finds it, and one that was missed makes it when it comes.
 */
export async function makeDigests({ table, settings, clock }: MakeDigestsDependencies): Promise<number> {
  let madeCount = 0;
  const now = clock.now();
  for (const shop of await settings.shops()) {
    if (shop.digest === undefined || timeInShop(now, shop.timeZone) < shop.digest.at) continue;
    if ((await makeDigest(table, shop, now)) === 'kept') madeCount += 1;
  }
  return madeCount;
}

async function makeDigest(table: Table, shop: ShopSettings, now: string): Promise<'kept' | 'known'> {
  const shopId = shopIdSchema.parse(shop.shopId);
  const { timeZone } = shop;
  const day = dayInShop(now, timeZone);
  if (await isDigestMade(table, shopId, day)) return 'known';
  const { tasks, differences, questions } = await readOpenWork(table, shopId, mostRows);
  const toDecide = differences.items.length + questions.items.length;
  const digest = digestOf(tasks.items, toDecide, { today: day, timeZone });
  return await keepDigest(table, shopId, { day, digest, now });
}
