import { describe, expect, it } from 'vitest';
import { examineProviders } from '../../../functions/prepare-shop/examine-providers.ts';
import { httpOfSimulator } from '../../../infra/local/simulators/http-of-simulator.ts';
import { simulateProviders } from '../../../infra/local/simulators/providers/provider-simulator.ts';
import { type Http, NoAnswerError } from '../../../shared/ports/http.ts';
import { questionsOf } from '../../../shared/providers/provider-questions.ts';
import { virtualClock } from '../../simulation/world/virtual-clock.ts';
import { aShop } from '../../support/orders.ts';
import { accountKeys, simulatedAccount } from '../../support/simulated-account.ts';

describe("a doctor's look at providers", () => {
  const aDay = '2026-11-20T10:00:00.000Z';
  const base = 'http://providers.test';
  const own = (provider: string) => `${base}/demo/${provider}/main`;

  /** The accounts of a shop, with the keys that its settings have for them. */
  function examine(given: Readonly<Record<string, Readonly<Record<string, string>>>>, http?: Http) {
    const simulator = simulateProviders(
      (['paypal', 'stripe', 'mollie', 'klarna', 'adyen'] as const).map(simulatedAccount),
    );
    const providers = Object.keys(given).map((provider) => {
      return { provider, account: 'main', exclusive: false, baseUrl: own(provider) };
    });
    const keys = Object.entries(given).map(([provider, credentials]) => {
      return { provider, account: 'main', credentials, webhookKeys: [], webhookSecrets: [] };
    });
    return examineProviders({
      shop: aShop({ providers }),
      keys,
      clock: virtualClock(aDay),
      questionsOf,
      httpTo: () => http ?? httpOfSimulator(simulator, () => Date.parse(aDay)),
    });
  }
  const statesOf = async (findings: ReturnType<typeof examine>) =>
    (await findings).map(({ state, about }) => `${about?.[0]} ${state}`);

  it('finds each account well that lets Avoir ask, and says which cannot be asked', async () => {
    expect(await statesOf(examine(accountKeys))).toEqual([
      'paypal/main good',
      'stripe/main good',
      'mollie/main good',
      'klarna/main good',
      'adyen/main unknown',
    ]);
  });

  it('says where a key is wrong, where there is none, and where nobody answers', async () => {
    const wrong = { mollie: { apiKey: 'other' }, stripe: { secretKey: 'other' }, klarna: {} };
    expect(await statesOf(examine(wrong))).toEqual(['mollie/main bad', 'stripe/main bad', 'klarna/main warning']);
    const silent = { send: () => Promise.reject(new NoAnswerError('Nobody answers.')) };
    expect(await statesOf(examine({ mollie: accountKeys.mollie }, silent))).toEqual(['mollie/main warning']);
  });

  it('says where there is no account at all', async () => {
    expect(await examine({})).toMatchObject([{ thing: 'provider_access', state: 'unknown' }]);
  });
});
