import { secondsBetween } from '../../shared/domain/instants.ts';
import type { ShopFinding } from '../../shared/domain/shop-finding.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import type { EcomClient } from '../../shared/ecom/ecom-client.ts';
import { EcomLanguageError, EcomLimitedError, EcomUnauthorisedError } from '../../shared/ecom/ecom-errors.ts';
import { heardGroups, webhookState } from '../../shared/ecom/webhook-registration.ts';
import type { Clock } from '../../shared/ports/clock.ts';

/** A shop's eCom to be looked at, and where its webhooks should lead. */
export type ExaminedEcom = Readonly<{
  shop: ShopSettings;
  client: EcomClient;
  clock: Clock;
  webhookAddress: string;
}>;

// Signed tokens and webhook windows allow five minutes; half of it is worth a word.
const clockSkewSeconds = 150;

/** Looks at everything that Avoir needs of a shop's eCom. It reads only, and says of each thing how it stands. */
export async function examineEcom(examined: ExaminedEcom): Promise<readonly ShopFinding[]> {
  const access = await examineAccess(examined);
  if (!access.some(({ thing, state }) => thing === 'ecom_access' && state === 'good')) return access;
  const looks = [examinePermissions, examineWebhooks, examinePaymentMethods];
  const findings = await Promise.all(looks.map((look) => look(examined)));
  return [...access, ...findings, examineLimits(examined)];
}

async function examineAccess({ shop, client, clock }: ExaminedEcom): Promise<readonly ShopFinding[]> {
  try {
    const { currency } = await client.shop();
    const shown = currency.shortcode.toUpperCase();
    return [
      { thing: 'ecom_access', state: 'good', says: 'eCom answers, and the key is right.' },
      { thing: 'ecom_language', state: 'good', says: 'The language of the settings is active.' },
      shown === shop.currency
        ? { thing: 'ecom_currency', state: 'good', says: `The shop sells in ${shown}.` }
        : {
            thing: 'ecom_currency',
            state: 'bad',
            says: `The shop sells in ${shown}, the settings say ${shop.currency}: every amount would be wrong.`,
          },
      examineClock(client.answeredAt(), clock.now()),
    ];
  } catch (error) {
    return [accessFinding(error)];
  }
}

function accessFinding(error: unknown): ShopFinding {
  if (error instanceof EcomLanguageError)
    return { thing: 'ecom_language', state: 'bad', says: 'The language of the settings is not active in the shop.' };
  if (error instanceof EcomUnauthorisedError)
    return { thing: 'ecom_access', state: 'bad', says: 'eCom does not accept the key of the settings.' };
  if (error instanceof EcomLimitedError)
    return { thing: 'ecom_limits', state: 'bad', says: `eCom is limited for ${error.retryAfterSeconds} seconds more.` };
  const code = error instanceof Error ? error.name : 'unknown';
  return { thing: 'ecom_access', state: 'bad', says: `eCom does not answer as it should (${code}).` };
}

function examineClock(answeredAt: string | undefined, now: string): ShopFinding {
  if (answeredAt === undefined) return { thing: 'ecom_clock', state: 'unknown', says: 'eCom does not say its time.' };
  const skew = Math.round(Math.abs(secondsBetween(answeredAt, now)));
  return skew <= clockSkewSeconds
    ? { thing: 'ecom_clock', state: 'good', says: 'Our clock and that of eCom agree.' }
    : { thing: 'ecom_clock', state: 'warning', says: `Our clock and that of eCom are ${skew} seconds apart.` };
}

/** Reads one of each thing that is read of an order: a key may be let to one and not to the other. */
async function examinePermissions({ client }: ExaminedEcom): Promise<ShopFinding> {
  const readings = {
    orders: () => client.changedOrders({ limit: 1 }),
    invoices: () => client.changedInvoices({ limit: 1 }),
    returns: () => client.changedReturns({ limit: 1 }),
  };
  const refused: string[] = [];
  for (const [name, read] of Object.entries(readings)) {
    await read().catch((error: unknown) => {
      if (!(error instanceof EcomUnauthorisedError)) throw error;
      refused.push(name);
    });
  }
  return refused.length === 0
    ? { thing: 'ecom_permissions', state: 'good', says: 'The key may read orders, invoices and returns.' }
    : { thing: 'ecom_permissions', state: 'bad', says: 'The key may not read all that is needed.', about: refused };
}

async function examineWebhooks({ shop, client, webhookAddress }: ExaminedEcom): Promise<ShopFinding> {
  const { missing, stale } = webhookState(await client.webhooks(), webhookAddress, shop.shopId);
  if (missing.length > 0)
    return {
      thing: 'ecom_webhooks',
      state: 'warning',
      says: 'Webhooks are missing: what happens there is seen by the sweep, minutes late. `avoir doctor --register-webhooks` registers them.',
      about: missing,
    };
  return stale.length === 0
    ? { thing: 'ecom_webhooks', state: 'good', says: `Webhooks tell of ${heardGroups.join(', ')}.` }
    : {
        thing: 'ecom_webhooks',
        state: 'warning',
        says: 'Webhooks of ours lead to an old address. `avoir doctor --register-webhooks` takes them away.',
        about: stale.map(String),
      };
}

async function examinePaymentMethods({ shop, client }: ExaminedEcom): Promise<ShopFinding> {
  const mapped = new Set(shop.paymentMethods.map(({ ecomPaymentId }) => ecomPaymentId));
  const unmapped = (await client.paymentMethods()).filter(({ id, isActive }) => isActive && !mapped.has(id));
  return unmapped.length === 0
    ? { thing: 'payment_methods', state: 'good', says: 'Every active payment method has its provider.' }
    : {
        thing: 'payment_methods',
        state: 'warning',
        says: 'Refunds of these payment methods will wait for somebody who says which provider it is.',
        about: unmapped.map(({ id }) => id),
      };
}

function examineLimits({ client }: ExaminedEcom): ShopFinding {
  const budget = client.budget();
  if (budget.length === 0) return { thing: 'ecom_limits', state: 'unknown', says: 'eCom does not say its limits.' };
  const short = budget.filter(({ limit, remaining }) => remaining < limit / 5);
  const about = budget.map(({ remaining, limit }) => `${remaining} of ${limit}`);
  return short.length === 0
    ? { thing: 'ecom_limits', state: 'good', says: 'There is enough left of each limit.', about }
    : { thing: 'ecom_limits', state: 'warning', says: 'Little is left of a limit; somebody else uses it too.', about };
}
