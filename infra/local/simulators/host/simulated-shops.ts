import { shopSecretsSchema } from '../../../../shared/adapters/shop-secrets-schema.ts';
import type { RetailConnection } from '../../../../shared/domain/shop-settings.ts';
import type { ShopOfFile } from '../../shops-file.ts';
import {
  type GrantSettings,
  type RetailAccountSettings,
  type RetailShopSettings,
  usualAccount,
} from '../retail/account-settings.ts';
import { backOfficesAt, ecomShopsAt, type ShopOfSimulatedEcom } from './simulated-ecom-shops.ts';
import {
  type AccountOfSimulatedProvider,
  accountAddressesAt,
  providerAccountsAt,
} from './simulated-provider-accounts.ts';
import type { SimulatedSystem } from './simulated-system.ts';

/** Where a machine says for which of its shops it stands in for Retail and for eCom. */
export const simulatorsPath = '/_simulators';

/** A shop whose Retail a machine stands in for: where it is, the account and the shop there, and the page of its items. */
export type ShopOfSimulatedRetail = Readonly<{
  shopId: string;
  url: string;
  accountId: string;
  retailShopId: string;
  itemsUrl: string;
}>;

// Where prices are written without tax, and what is added to them (an average: the rate differs from place to place).
const withoutTax = new Set(['US', 'CA']);
const taxAdded = { isTaxInclusive: false, tax1Rate: '0.0825' } as const;
const taxContained = { isTaxInclusive: true, tax1Rate: '0.21' } as const;

/** The shops of a file whose Retail is the one at this address. */
export const shopsOfRetail = (shops: readonly ShopOfFile[], url: string): readonly ShopOfSimulatedRetail[] =>
  connected(shops, url).map(({ shop: { settings }, retail: { accountId, shopId: retailShopId } }) => {
    return { shopId: settings.shopId, url, accountId, retailShopId, itemsUrl: `${url}/_retail/${accountId}/items` };
  });

/** The shops whose Retail, those whose eCom, and the accounts at providers that a machine stands in for. */
export type SimulatedShops = Readonly<{
  items: readonly ShopOfSimulatedRetail[];
  ecom: readonly ShopOfSimulatedEcom[];
  providers: readonly AccountOfSimulatedProvider[];
}>;

/** What a machine stands in for, with where each of it is. */
export const simulatedShops = (
  shops: readonly ShopOfFile[],
  addresses: ReadonlyMap<string, string>,
): SimulatedShops => ({
  items: shopsOfRetail(shops, addresses.get('retail') ?? ''),
  ecom: backOfficesAt(shops, addresses.get('ecom') ?? ''),
  providers: accountAddressesAt(shops, addresses.get('providers') ?? ''),
});

/** The systems that a machine must stand in for, because its shops say so. */
export function simulatedSystems(
  shops: readonly ShopOfFile[],
  { addresses, speed }: Readonly<{ addresses: ReadonlyMap<string, string>; speed: number }>,
): readonly SimulatedSystem[] {
  const accounts = retailAccounts(shops, addresses.get('retail') ?? '');
  const accountsOfProviders = providerAccountsAt(shops, addresses.get('providers') ?? '');
  const ecomShops = ecomShopsAt(shops, addresses.get('ecom') ?? '', speed);
  return [
    ...(accounts.length > 0 ? [{ name: 'retail' as const, accounts, speed }] : []),
    ...(ecomShops.length > 0 ? [{ name: 'ecom' as const, shops: ecomShops }] : []),
    ...(accountsOfProviders.length > 0 ? [{ name: 'providers' as const, accounts: accountsOfProviders }] : []),
  ];
}

/** The accounts that these shops know of the Retail at this address; shops may share one. */
function retailAccounts(shops: readonly ShopOfFile[], url: string): readonly RetailAccountSettings[] {
  const byAccount = Map.groupBy(connected(shops, url), ({ retail }) => retail.accountId);
  return [...byAccount].map(([accountId, ofAccount]) => {
    const isWithoutTax = ofAccount.some(({ shop }) => withoutTax.has(shop.settings.country));
    return usualAccount({
      accountId,
      grants: ofAccount.map(({ shop, retail }) => grantOf(shop, retail)),
      shops: shopsOfAccount(ofAccount.map(({ retail }) => retail)),
      ...(isWithoutTax ? taxAdded : taxContained),
    });
  });
}

const connected = (shops: readonly ShopOfFile[], url: string) =>
  shops.flatMap((shop) => (shop.settings.retail?.baseUrl === url ? [{ shop, retail: shop.settings.retail }] : []));

function shopsOfAccount(connections: readonly RetailConnection[]): readonly RetailShopSettings[] {
  const registersByShop = Map.groupBy(connections, ({ shopId }) => shopId);
  return [...registersByShop].map(([shopId, ofShop]) => ({
    shopId,
    name: `Shop ${shopId}`,
    registers: [
      // The till comes first: the register of the web is the one that the shops know.
      { registerId: String(1 + Math.max(...ofShop.map(({ registerId }) => Number(registerId)))), name: 'Till' },
      ...[...new Set(ofShop.map(({ registerId }) => registerId))].map((registerId) => ({ registerId, name: 'eCom' })),
    ],
  }));
}

function grantOf({ secretText }: ShopOfFile, { employeeId }: RetailConnection): GrantSettings {
  const { retail } = shopSecretsSchema.parse(JSON.parse(secretText));
  return { clientId: 'avoir', clientName: 'Avoir', employeeId, ...retail };
}
