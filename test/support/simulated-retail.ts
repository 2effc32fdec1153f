import { httpOfSimulator } from '../../infra/local/simulators/http-of-simulator.ts';
import { type RetailAccountSettings, usualAccount } from '../../infra/local/simulators/retail/account-settings.ts';
import { type Retail, type RetailSettings, simulateRetail } from '../../infra/local/simulators/retail/retail.ts';
import { noAnswer, type Simulator } from '../../infra/local/simulators/simulator.ts';
import type { RetailConnection } from '../../shared/domain/shop-settings.ts';
import type { Http } from '../../shared/ports/http.ts';
import type { VirtualClock } from '../simulation/world/virtual-clock.ts';

/** How the settings of a shop name the simulated account. */
export const retailConnection: RetailConnection = {
  baseUrl: 'https://retail.example',
  accountId: '777',
  shopId: '1',
  registerId: '2',
  employeeId: '7',
};
/** The token with which Avoir is let in. */
export const retailAccessToken = 'token-by-hand';

/** A Retail without a socket, with what people and other programs do in it. */
export type SimulatedRetail = Readonly<{
  retail: Retail;
  http: Http;
  /** Something that is done beside the API: see the doors of the simulator. */
  door(name: string, content: unknown): void;
}>;

/** What the simulated Retail differs in from the usual one; `wrapped` puts something in front of it. */
export type SimulatedRetailSettings = Readonly<{
  settings?: Partial<Omit<RetailSettings, 'accounts'>>;
  account?: Partial<RetailAccountSettings>;
  wrapped?: (retail: Simulator) => Simulator;
}>;

/** A Retail with one account that lets Avoir in with a token by hand, or with the refresh token `refresh-by-hand`. */
export function simulatedRetail(
  clock: VirtualClock,
  { settings = {}, account = {}, wrapped = (simulator) => simulator }: SimulatedRetailSettings = {},
): SimulatedRetail {
  const { accountId, employeeId, baseUrl } = retailConnection;
  const grant = {
    clientId: 'avoir',
    clientName: 'Avoir',
    clientSecret: 'client-secret',
    employeeId,
    accessToken: retailAccessToken,
    refreshToken: 'refresh-by-hand',
  };
  const retail = simulateRetail({ accounts: [usualAccount({ accountId, grants: [grant], ...account })], ...settings });
  return {
    retail,
    http: httpOfSimulator(wrapped(retail), clock.nowMilliseconds),
    door(name, content) {
      const url = `${baseUrl}/_simulator/${accountId}/${name}`;
      const request = { method: 'POST', url, headers: {}, body: JSON.stringify(content) };
      const answer = retail.handle(request, clock.nowMilliseconds());
      if (answer === noAnswer || answer.status !== 200) throw new Error(`The door ${name} stayed shut.`);
    },
  };
}

/** An article as it is counted in at the door `items`: with so many on hand. */
export const article = (customSku: string, onHand = 10, more: Readonly<Record<string, unknown>> = {}) => ({
  customSku,
  description: `Article ${customSku}`,
  Prices: { ItemPrice: { amount: '10.00', useType: 'Default' } },
  ItemShops: { ItemShop: { shopID: '1', qoh: onHand } },
  ...more,
});
