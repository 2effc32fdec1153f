import { expect, it } from 'vitest';
import {
  shopsOfRetail,
  simulatedShops,
  simulatedSystems,
} from '../../../../../../infra/local/simulators/host/simulated-shops.ts';
import { simulatorOf } from '../../../../../../infra/local/simulators/host/simulated-system.ts';
import { defaultShops, ecomAddress, retailAddress } from '../../../../../support/default-shops.ts';

const addresses = new Map([['retail', retailAddress]]);

it('gives every shop of the default file the Retail account that its settings name', async () => {
  const shops = await defaultShops();
  const [retail, ...others] = simulatedSystems(shops, { addresses, speed: 1 });
  expect(others).toEqual([]);
  if (retail?.name !== 'retail') throw new Error('There is no Retail.');
  expect(shopsOfRetail(shops, retailAddress).map(({ accountId }) => accountId)).toEqual(
    retail.accounts.map(({ accountId }) => accountId),
  );
  expect(retail.accounts.map(({ isTaxInclusive }) => isTaxInclusive)).toEqual([true, true, false, true, true]);
});

it('lets each shop in with the key of its own secrets', async () => {
  const shops = await defaultShops();
  const [system] = simulatedSystems(shops, { addresses, speed: 1 });
  if (system === undefined) throw new Error('There is no Retail.');
  const retail = simulatorOf(system);
  const status = (accountId: string, token: string) => {
    const url = `${retailAddress}/API/V3/Account/${accountId}/Sale.json`;
    const answer = retail.handle({ method: 'GET', url, headers: { authorization: `Bearer ${token}` }, body: '' }, 0);
    return typeof answer === 'symbol' ? answer : answer.status;
  };
  expect(status('1005', 'simulated-online-retail')).toBe(200);
  expect(status('1005', 'simulated-demo-app')).toBe(403);
});

it('lets each shop into an eCom of its own, with the key of its own secrets', async () => {
  const shops = await defaultShops();
  const [system] = simulatedSystems(shops, { addresses: new Map([['ecom', ecomAddress]]), speed: 600 });
  if (system?.name !== 'ecom') throw new Error('There is no eCom.');
  expect(system.shops.map(({ currency, cluster, limits }) => [currency, cluster, limits[0]])).toEqual([
    ['EUR', 'eu1', 180_000],
    ['EUR', 'eu1', 180_000],
    ['USD', 'us1', 180_000],
    ['EUR', 'eu1', 180_000],
  ]);
  const ecom = simulatorOf(system);
  const status = (language: string, key: string, secret: string) => {
    const authorization = `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
    const url = `${ecomAddress}/${language}/shop.json`;
    const answer = ecom.handle({ method: 'GET', url, headers: { authorization }, body: '' }, 0);
    return typeof answer === 'symbol' ? answer : answer.status;
  };
  expect(status('fr', 'simulated-key-demo', 'simulated-secret-demo')).toBe(200);
  expect(status('fr', 'simulated-key-demo', 'simulated-secret-demo-app')).toBe(401);
  expect(status('nl', 'simulated-key-demo', 'simulated-secret-demo')).toBe(404);
  const [demo] = simulatedShops(shops, new Map([['ecom', ecomAddress]])).ecom;
  expect(demo).toEqual({
    shopId: 'demo',
    url: ecomAddress,
    backOfficeUrl: `${ecomAddress}/_back-office/simulated-key-demo`,
  });
});

it('stands in for nothing where the shops name other addresses', async () => {
  const elsewhere = new Map([['retail', 'http://127.0.0.1:9002']]);
  expect(simulatedSystems(await defaultShops(), { addresses: elsewhere, speed: 1 })).toEqual([]);
});
