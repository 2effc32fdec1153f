import { usualAccount } from '../../../../../../infra/local/simulators/retail/account-settings.ts';
import {
  type Retail,
  type RetailSettings,
  simulateRetail,
} from '../../../../../../infra/local/simulators/retail/retail.ts';
import { noAnswer } from '../../../../../../infra/local/simulators/simulator.ts';

/** What a request came back with. */
export type Answer = Readonly<{
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Record<string, unknown>;
}>;

/** A Retail with one account, one program that may do everything, and a clock that a test moves. */
export type SomeRetail = Readonly<{
  retail: Retail;
  /** Waits so that no limiter stands in the way. */
  pass(seconds: number): void;
  now(): number;
  get(path: string, query?: Readonly<Record<string, string>>): Answer;
  post(path: string, body: unknown): Answer;
  put(path: string, body: unknown): Answer;
  archive(path: string): Answer;
  door(name: string, body: unknown): Answer;
  send(method: string, url: string, more?: Readonly<{ token?: string; body?: unknown }>): Answer;
}>;

/** The one account. */
export const accountId = '777';
/** Where it answers. */
export const origin = 'https://retail.example';
const opensAt = Date.UTC(2026, 10, 12, 9, 30);
const token = 'token-by-hand';

/** Opens a Retail; every request comes a minute after the one before unless `hurry` is set. */
export function someRetail({
  account = {},
  hurry = false,
  ...settings
}: Partial<RetailSettings> &
  Readonly<{ account?: Partial<Parameters<typeof usualAccount>[0]>; hurry?: boolean }> = {}): SomeRetail {
  const grants = [{ clientId: 'avoir', clientName: 'Refund bridge', employeeId: '7', accessToken: token }];
  const retail = simulateRetail({ accounts: [usualAccount({ accountId, grants, ...account })], ...settings });
  let now = opensAt;
  const send: SomeRetail['send'] = (method, url, { token: bearer = token, body } = {}) => {
    if (!hurry) now += 60_000;
    const answer = retail.handle(
      {
        method,
        url,
        headers: { authorization: `Bearer ${bearer}` },
        body: body === undefined ? '' : JSON.stringify(body),
      },
      now,
    );
    if (answer === noAnswer) throw new Error('Nothing came back.');
    return { ...answer, body: JSON.parse(answer.body) };
  };
  const url = (path: string) => `${origin}/API/V3/Account/${accountId}/${path}.json`;
  return {
    retail,
    pass(seconds) {
      now += seconds * 1000;
    },
    now: () => now,
    get: (path, query = {}) => send('GET', `${url(path)}?${new URLSearchParams(query)}`),
    post: (path, body) => send('POST', url(path), { body }),
    put: (path, body) => send('PUT', url(path), { body }),
    archive: (path) => send('DELETE', url(path)),
    door: (name, body) => send('POST', `${origin}/_simulator/${accountId}/${name}`, { body }),
    send,
  };
}

/** An article as it is counted in: with so many on hand. */
export const article = (
  customSku: string,
  { price = '10.00', onHand = 10, ...more }: Record<string, unknown> = {},
) => ({
  customSku,
  description: `Article ${customSku}`,
  Prices: { ItemPrice: { amount: price, useType: 'Default' } },
  ItemShops: { ItemShop: { shopID: '1', qoh: onHand } },
  ...more,
});

/** A refund of units of one item, paid back over eCom. */
export const refund = ({
  itemID = 1,
  units = 1,
  unitPrice = '10.00',
  amount = `-${units * 10}`,
  ...more
}: Record<string, unknown> & {
  units?: number;
} = {}) => ({
  completed: false,
  employeeID: 7,
  registerID: 2,
  shopID: 1,
  referenceNumber: 'demo/CN-1/sale',
  referenceNumberSource: 'bridge',
  SaleLines: { SaleLine: [{ itemID, unitQuantity: -units, unitPrice }] },
  SalePayments: { SalePayment: { paymentTypeID: 9, amount } },
  ...more,
});
