import { readShopsFile, type ShopOfFile } from '../../infra/local/shops-file.ts';

/** Where the simulated Retail of {@link defaultShops} would answer. */
export const retailAddress = 'http://127.0.0.1:9001';

/** Where their simulated eCom would answer. */
export const ecomAddress = 'http://127.0.0.1:9003';

/** The shops of the file that a machine starts with, as if its simulators were running. */
export const defaultShops = (): Promise<readonly ShopOfFile[]> =>
  readShopsFile(
    undefined,
    new Map([
      ['retail', retailAddress],
      ['ecom', ecomAddress],
      ['providers', 'http://127.0.0.1:9004'],
    ]),
  );
