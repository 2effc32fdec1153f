import { describe, expect, it } from 'vitest';
import type { SsmParameter } from '../../../../shared/adapters/ssm-parameters.ts';
import { ssmSettings } from '../../../../shared/adapters/ssm-settings.ts';
import type { ShopSettings } from '../../../../shared/domain/shop-settings.ts';
import { SettingsUnavailableError } from '../../../../shared/ports/settings.ts';

const aShop = (shopId: string, more: Partial<ShopSettings> = {}): ShopSettings => ({
  shopId,
  name: 'Demo',
  country: 'BE',
  currency: 'EUR',
  timeZone: 'Europe/Brussels',
  orderPrefix: 'ORD',
  inventoryMode: 'apply',
  nativeLink: 'off',
  watchMode: false,
  refundDays: 14,
  noteGraceHours: 48,
  nameRule: false,
  giftCardMixed: 'providers_part',
  paymentMethods: [],
  providers: [],
  ...more,
});
const parameterOf = (shop: ShopSettings): SsmParameter => ({
  name: `/avoir/shops/${shop.shopId}`,
  value: JSON.stringify(shop),
});

/** A store whose content, health and clock a test can change. */
function aStore(...parameters: SsmParameter[]) {
  const store = { parameters, isDown: false, reads: 0, nowMilliseconds: 0 };
  const read = async () => {
    store.reads += 1;
    await Promise.resolve();
    if (store.isDown) throw new SettingsUnavailableError('down');
    return store.parameters;
  };
  return { store, settings: ssmSettings(read, () => store.nowMilliseconds) };
}

describe('the settings of the shops', () => {
  it('are known by the id of the shop', async () => {
    const { settings } = aStore(parameterOf(aShop('demo')), parameterOf(aShop('us')));
    expect(await settings.shop('us')).toMatchObject({ shopId: 'us', refundDays: 14 });
    expect(await settings.shop('nobody')).toBeUndefined();
    expect((await settings.shops()).map(({ shopId }) => shopId)).toStrictEqual(['demo', 'us']);
  });

  it('are read once for all who ask within a minute, also at the same moment', async () => {
    const { store, settings } = aStore(parameterOf(aShop('demo')));
    await Promise.all([settings.shop('demo'), settings.shops()]);
    store.nowMilliseconds = 59_999;
    await settings.shop('demo');
    expect(store.reads).toBe(1);
  });

  it('are seen within a minute when they change', async () => {
    const { store, settings } = aStore(parameterOf(aShop('demo')));
    await settings.shop('demo');
    store.parameters = [parameterOf(aShop('demo', { refundDays: 3 }))];
    store.nowMilliseconds = 60_000;
    expect(await settings.shop('demo')).toMatchObject({ refundDays: 3 });
  });

  it('are unavailable rather than old, and come back with the store', async () => {
    const { store, settings } = aStore(parameterOf(aShop('demo')));
    await settings.shop('demo');
    store.isDown = true;
    store.nowMilliseconds = 60_000;
    await expect(settings.shop('demo')).rejects.toBeInstanceOf(SettingsUnavailableError);
    store.isDown = false;
    expect(await settings.shop('demo')).toMatchObject({ shopId: 'demo' });
  });

  it('of one shop do not stop the others when they are wrong, and the message names the field but no value', async () => {
    const wrong = { ...aShop('wrong'), refundDays: 'sesame' };
    const { settings } = aStore(parameterOf(aShop('demo')), {
      name: '/avoir/shops/wrong',
      value: JSON.stringify(wrong),
    });
    expect(await settings.shop('demo')).toBeDefined();
    await expect(settings.shop('wrong')).rejects.toThrow(/wrong are not valid: refundDays/);
    await expect(settings.shop('wrong')).rejects.not.toThrow(/sesame/);
    await expect(settings.shops()).rejects.toBeInstanceOf(SettingsUnavailableError);
  });

  it.each([
    ['no JSON', 'sesame'],
    ['those of another shop', JSON.stringify(aShop('other'))],
  ])('are refused when they are %s', async (_, value) => {
    const { settings } = aStore({ name: '/avoir/shops/demo', value });
    await expect(settings.shop('demo')).rejects.toBeInstanceOf(SettingsUnavailableError);
  });
});
