import type { ShopId } from '../domain/ids.ts';
import type { ShopSettings } from '../domain/shop-settings.ts';
import type { Settings } from '../ports/settings.ts';

/** A shop with its checked id. */
export type ReconciledShop = Omit<ShopSettings, 'shopId'> & Readonly<{ shopId: ShopId }>;

/** Something names a shop that the settings do not have: they were changed while its messages were on their way. */
class ShopUnknownError extends Error {
  override readonly name = 'ShopUnknownError';
}

/** The settings of a shop that stored rows belong to. Throws {@link ShopUnknownError} when there are none. */
export async function reconciledShop(settings: Settings, shopId: ShopId): Promise<ReconciledShop> {
  const shop = await settings.shop(shopId);
  if (shop === undefined) throw new ShopUnknownError('The settings have no such shop.');
  return { ...shop, shopId };
}
