import type { ShopSettings } from '../domain/shop-settings.ts';

/** Settings of the shops. A change is seen within a minute. Throws {@link SettingsUnavailableError} when they cannot be read or are not valid. */
export interface Settings {
  shop(shopId: string): Promise<ShopSettings | undefined>;
  shops(): Promise<readonly ShopSettings[]>;
}

/** The settings could not be read, or what was read is not valid; the message names the shop and the field, never a value. */
export class SettingsUnavailableError extends Error {
  override readonly name = 'SettingsUnavailableError';
}
