import { describe, expect, it } from 'vitest';
import { shopSettingsSchema } from '../../../../shared/adapters/shop-settings-schema.ts';

const method = (changes: Readonly<Record<string, unknown>> = {}) => ({
  ecomPaymentId: 'paypal',
  provider: 'paypal',
  account: 'main',
  ...changes,
});

const parse = (changes: Readonly<Record<string, unknown>> = {}) =>
  shopSettingsSchema.safeParse({
    shopId: 'demo',
    name: 'Demo',
    country: 'FR',
    currency: 'EUR',
    timeZone: 'Europe/Paris',
    orderPrefix: 'ORD',
    nativeLink: 'off',
    ...changes,
  });

const whys = (changes: Readonly<Record<string, unknown>>) =>
  parse(changes).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

describe('a dangerous setting is refused with the sentence why', () => {
  it('when two would bring the same stock back', () => {
    expect(whys({ nativeLink: 'on', inventoryMode: 'apply' })).toEqual([
      expect.stringMatching(/^inventoryMode: .*would bring the same stock back a second time/),
    ]);
    expect(whys({ nativeLink: 'on', inventoryMode: 'observe' })).toEqual([]);
  });

  it.each(['mollie', 'multisafepay', 'pay.', 'MultiSafepay'])(
    'when nobody said whether the app of %s refunds by itself',
    (provider) => {
      expect(whys({ paymentMethods: [method({ provider })] })).toEqual([
        expect.stringMatching(/^paymentMethods\.0\.refundMode: .* pays twice/),
      ]);
      expect(whys({ paymentMethods: [method({ provider, refundMode: 'app' })] })).toEqual([]);
      expect(whys({ paymentMethods: [method({ provider, refundMode: 'portal' })] })).toEqual([]);
    },
  );

  it('when eCom is to refund what it cannot refund', () => {
    const native = method({ provider: 'lightspeed_payments', refundMode: 'native' });
    expect(whys({ paymentMethods: [native] })).toEqual([expect.stringContaining('nobody would refund')]);
    expect(whys({ country: 'CA', paymentMethods: [native] })).toEqual([]);
    expect(whys({ country: 'US', paymentMethods: [method({ refundMode: 'native' })] })).toHaveLength(1);
  });

  it('when a person is to refund what eCom refunds', () => {
    const byPerson = method({ provider: 'lightspeed_payments', refundMode: 'portal' });
    expect(whys({ country: 'US', paymentMethods: [byPerson] })).toEqual([expect.stringContaining('pays twice')]);
    expect(whys({ country: 'FR', paymentMethods: [byPerson] })).toEqual([]);
  });

  it('when one method is refunded in two ways on the same day', () => {
    const mollie = (changes: Readonly<Record<string, unknown>>) => method({ provider: 'mollie', ...changes });
    const byPortal = mollie({ refundMode: 'portal', validTo: '2026-10-31' });
    const byApp = mollie({ refundMode: 'app', validFrom: '2026-11-01' });
    expect(whys({ paymentMethods: [byPortal, byApp] })).toEqual([]);
    expect(whys({ paymentMethods: [byPortal, { ...byApp, validFrom: '2026-10-31' }] })).toEqual([
      expect.stringMatching(/^paymentMethods\.1\.refundMode: .* different ways/),
    ]);
  });

  it('when a row can never hold', () => {
    const never = method({ validFrom: '2026-11-02', validTo: '2026-11-01' });
    expect(whys({ paymentMethods: [never] })).toEqual([expect.stringContaining('never holds')]);
  });
});

describe('a method of a provider whose app never refunds by itself', () => {
  it('is refunded in the portal unless the shop says otherwise', () => {
    expect(parse({ paymentMethods: [method()] }).data?.paymentMethods).toMatchObject([{ refundMode: 'portal' }]);
    const byHand = method({ refundMode: 'manual' });
    expect(parse({ paymentMethods: [byHand] }).data?.paymentMethods).toMatchObject([{ refundMode: 'manual' }]);
  });
});
