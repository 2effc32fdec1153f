import type { ShopId } from '../domain/ids.ts';
import { dayInShop } from '../domain/shop-day.ts';
import type { ShopSettings } from '../domain/shop-settings.ts';

/** A shop as far as what is shown of it depends on its settings and on the day. */
export type ViewedShop = Readonly<{
  shopId: ShopId;
  providers: ShopSettings['providers'];
  timeZone: string;
  /** Day of the shop. */
  today: string;
}>;

/** A shop as it is shown at an instant. */
export const viewedShop = (
  shopId: ShopId,
  { providers, timeZone }: Pick<ShopSettings, 'providers' | 'timeZone'>,
  now: string,
): ViewedShop => ({ shopId, providers, timeZone, today: dayInShop(now, timeZone) });
