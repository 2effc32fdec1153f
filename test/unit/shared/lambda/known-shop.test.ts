import { expect, it } from 'vitest';
import { knownShop } from '../../../../shared/lambda/known-shop.ts';
import type { Settings } from '../../../../shared/ports/settings.ts';
import { aShop, id } from '../../../support/orders.ts';

const demo = aShop();
const settings: Settings = {
  shop: async (shopId) => (shopId === demo.shopId ? demo : undefined),
  shops: async () => [demo],
};

it('a shop that has settings is known', async () => {
  expect(await knownShop(settings, id.shop('demo'))).toBe(demo);
});

it('a shop that has none is answered 404', async () => {
  await expect(knownShop(settings, id.shop('other'))).rejects.toMatchObject({ status: 404, code: 'shop_unknown' });
});
