import type { ShopId } from '../domain/ids.ts';
import type { ShopSettings } from '../domain/shop-settings.ts';
import type { Settings } from '../ports/settings.ts';
import { ProblemError } from './problem.ts';

/** The settings of the shop in a request's path; 404 for a shop that has none. */
export async function knownShop(settings: Settings, shopId: ShopId): Promise<ShopSettings> {
  const shop = await settings.shop(shopId);
  if (shop === undefined) throw new ProblemError(404, 'shop_unknown', 'There is no shop with this id.');
  return shop;
}
