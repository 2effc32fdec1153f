import { describe, expect, it } from 'vitest';
import type { RetailSecrets } from '../../../../shared/ports/secrets.ts';
import { RetailNotConnectedError, retailAccounts } from '../../../../shared/retail/retail-accounts.ts';
import { simulatedTable } from '../../../simulation/world/simulated-table.ts';
import { virtualClock } from '../../../simulation/world/virtual-clock.ts';
import { aShop } from '../../../support/orders.ts';
import { openRefundSale, single } from '../../../support/retail-answers.ts';
import { scriptedHttp } from '../../../support/scripted-http.ts';
import { tokenServer, tokenUrl } from '../../../support/token-server.ts';

const retail = {
  baseUrl: 'https://retail.example/API/V3',
  accountId: '4711',
  shopId: '1',
  registerId: '4',
  employeeId: '6',
};
const oauth = { clientId: 'client', clientSecret: 'client-secret', refreshToken: 'first', tokenUrl };

function connections(first: RetailSecrets | undefined) {
  let secret = first;
  const clock = virtualClock();
  const http = scriptedHttp(single('Sale', openRefundSale), single('Sale', openRefundSale));
  const server = tokenServer(clock, 'first');
  const origins: (readonly string[])[] = [];
  const accounts = retailAccounts({
    table: simulatedTable(),
    clock,
    secrets: { ofShop: async () => ({ retail: secret, providers: [] }) },
    httpTo(allowed) {
      origins.push(allowed);
      return { send: (request) => (request.url === tokenUrl ? server : http).send(request) };
    },
  });
  const change = (next: RetailSecrets) => {
    secret = next;
  };
  return { accounts, http, origins, server, change };
}

describe('the way into a Retail account', () => {
  it('leads to the origin of the account alone where the token does not expire', async () => {
    const { accounts, http, origins } = connections({ accessToken: 'forever' });
    const { client, keepAlive } = await accounts(aShop({ retail }));
    await client.readSale('3107');
    expect(http.requests[0]?.headers?.authorization).toBe('Bearer forever');
    expect(origins).toEqual([['https://retail.example']]);
    expect(await keepAlive()).toBe('fresh');
  });

  it('leads to the account and to where its tokens are renewed, and nowhere else', async () => {
    const { accounts, http, origins } = connections(oauth);
    const { client, keepAlive } = await accounts(aShop({ retail }));
    await client.readSale('3107');
    expect(http.requests[0]?.headers?.authorization).toBe('Bearer access-1');
    expect(origins).toEqual([['https://retail.example', 'https://sign-in.example']]);
    expect(await keepAlive()).toBe('fresh');
  });

  it('is kept with its token until the secrets change', async () => {
    const { accounts, http, server, change } = connections(oauth);
    const shop = aShop({ retail });
    const first = await accounts(shop);
    expect(await accounts(shop)).toBe(first);
    await first.client.readSale('3107');
    change({ accessToken: 'another' });
    await (await accounts(shop)).client.readSale('3107');
    expect(http.requests.map(({ headers }) => headers?.authorization)).toEqual(['Bearer access-1', 'Bearer another']);
    expect(server.renewals()).toBe(1);
  });

  it.each([
    ['no Retail in its settings', aShop(), { accessToken: 'forever' }],
    ['no secrets for it', aShop({ retail }), undefined],
  ])('is not there for a shop with %s', async (_, shop, secret) => {
    const { accounts } = connections(secret);
    await expect(accounts(shop)).rejects.toThrow(RetailNotConnectedError);
  });
});
