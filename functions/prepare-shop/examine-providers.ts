import { secondsAfter } from '../../shared/domain/instants.ts';
import type { ShopFinding } from '../../shared/domain/shop-finding.ts';
import type { ProviderAccount, ShopSettings } from '../../shared/domain/shop-settings.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Http } from '../../shared/ports/http.ts';
import type { ShopSecrets } from '../../shared/ports/secrets.ts';
import { ProviderRefusedError, ProviderUnavailableError } from '../../shared/providers/provider-errors.ts';
import type { AskedAccount, ProviderQuestions } from '../../shared/providers/provider-words.ts';

/** A shop's accounts at providers to be looked at. `httpTo` reaches one origin only. */
export type ExaminedProviders = Readonly<{
  shop: ShopSettings;
  keys: ShopSecrets['providers'];
  clock: Clock;
  questionsOf: (provider: string) => ProviderQuestions | undefined;
  httpTo: (origin: string) => Http;
}>;

const thing = 'provider_access';
const anHourSeconds = 3_600;
// No provider gives a payment such an id: one that lets us in says that it is not there.
const nobodysPayment = 'avoir-doctor';

/** Looks whether each account at a provider lets Avoir ask. It reads only: an hour of payments, else one that is not there. */
export async function examineProviders(examined: ExaminedProviders): Promise<readonly ShopFinding[]> {
  const { providers } = examined.shop;
  if (providers.length === 0) {
    return [{ thing, state: 'unknown', says: 'The settings name no account at a provider: no refund can be seen.' }];
  }
  return await Promise.all(providers.map((account) => examineAccount(examined, account)));
}

async function examineAccount(
  { keys, clock, questionsOf, httpTo }: ExaminedProviders,
  connection: ProviderAccount,
): Promise<ShopFinding> {
  const { provider, account } = connection;
  const about = [`${provider}/${account}`];
  const questions = questionsOf(provider);
  if (questions === undefined) {
    const says = 'This provider cannot be asked: its refunds are seen by webhooks and reports.';
    return { thing, state: 'unknown', says, about };
  }
  const own = keys.find((each) => each.provider === provider && each.account === account)?.credentials ?? {};
  if (Object.keys(own).length === 0) {
    const says = 'The settings have no key for this account: its refunds are seen by webhooks and reports alone.';
    return { thing, state: 'warning', says, about };
  }
  const http = httpTo(new URL(connection.baseUrl ?? questions.apiOrigin).origin);
  return { thing, about, ...(await lookedAt(questions, { connection, credentials: own, http, now: clock.now() })) };
}

async function lookedAt(
  { ask, paymentsOf }: ProviderQuestions,
  asked: AskedAccount,
): Promise<Pick<ShopFinding, 'state' | 'says'>> {
  const { now } = asked;
  try {
    if (paymentsOf === undefined) await ask({ paymentId: nobodysPayment }, asked);
    else await paymentsOf({ from: secondsAfter(now, -anHourSeconds), to: now }, asked);
    return { state: 'good', says: 'The provider answers, and the key lets Avoir read.' };
  } catch (error) {
    if (error instanceof ProviderUnavailableError)
      return { state: 'warning', says: 'The provider does not answer now.' };
    if (!(error instanceof ProviderRefusedError)) throw error;
    return { state: 'bad', says: `The provider does not let Avoir read. ${error.message}` };
  }
}
