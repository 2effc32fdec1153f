import { describe, expect, it } from 'vitest';
import { retailAssumptions } from '../../../../shared/domain/retail-assumptions.ts';
import type { Http } from '../../../../shared/ports/http.ts';
import { rotatingTokens } from '../../../../shared/retail/rotating-tokens.ts';
import { simulatedTable } from '../../../simulation/world/simulated-table.ts';
import { virtualClock } from '../../../simulation/world/virtual-clock.ts';
import { scriptedHttp } from '../../../support/scripted-http.ts';
import { tokenServer, tokenUrl } from '../../../support/token-server.ts';

const secondsPerDay = 86_400;

type Surroundings = Readonly<{ http?: Http; format?: 'form' | 'json' }>;

function connection() {
  const clock = virtualClock();
  const table = simulatedTable();
  const server = tokenServer(clock, 'refresh-of-the-merchant');
  // Each call is a process of its own: it holds nothing that the table does not.
  const process = ({ http = server, format = retailAssumptions.tokenRequestFormat }: Surroundings = {}) =>
    rotatingTokens({
      table,
      http,
      clock,
      accountId: '4711',
      secrets: { clientId: 'client', clientSecret: 'client-secret', refreshToken: 'refresh-of-the-merchant', tokenUrl },
      assumptions: { ...retailAssumptions, tokenRequestFormat: format },
    });
  const use = async (accessToken: string): Promise<number> => {
    const headers = { authorization: `Bearer ${accessToken}` };
    const request = { method: 'GET', url: 'https://retail.example/', headers, timeoutMilliseconds: 1 } as const;
    return (await server.send(request)).status;
  };
  return { clock, table, server, process, use, advanceSeconds: (seconds: number) => clock.advance(seconds * 1000) };
}

describe('an access token', () => {
  it('is fetched with the refresh token of the settings the first time, and kept until just before it expires', async () => {
    const { process, server, use, advanceSeconds } = connection();
    const tokens = process();
    const token = await tokens.current();
    expect(await use(token)).toBe(200);
    advanceSeconds(1700);
    expect(await tokens.current()).toBe(token);
    expect(await process().current()).toBe(token);
    expect(server.renewals()).toBe(1);
    advanceSeconds(60);
    expect(await tokens.current()).not.toBe(token);
    expect(server.renewals()).toBe(2);
  });

  it('is renewed with the newest refresh token, which the settings do not know', async () => {
    const { process, server, use, advanceSeconds } = connection();
    for (let hour = 0; hour < 5; hour += 1) {
      expect(await use(await process().current())).toBe(200);
      advanceSeconds(3600);
    }
    expect(server.renewals()).toBe(5);
  });

  it.each([
    ['form', 'application/x-www-form-urlencoded'],
    ['json', 'application/json'],
  ] as const)('is asked for as %s where the assumption says so', async (format, contentType) => {
    const { process, server, use } = connection();
    expect(await use(await process({ format }).current())).toBe(200);
    expect(server.renewals()).toBe(1);
    const http = scriptedHttp({ status: 500, body: '' });
    await expect(connection().process({ http, format }).current()).rejects.toMatchObject({ code: 'RETAIL_FAULT' });
    expect(http.requests[0]?.headers?.['content-type']).toBe(contentType);
  });

  it('that Retail refuses before its time is replaced, by the pair of another process if there is a newer one', async () => {
    const { process, server, use, advanceSeconds } = connection();
    const [first, second] = [process(), process()];
    const token = await first.current();
    await use(token);
    expect(await second.current()).toBe(token);
    advanceSeconds(120);
    server.revoke(token);
    const renewed = await first.replacing(token);
    expect(await use(renewed)).toBe(200);
    expect(await second.replacing(token)).toBe(renewed);
    expect(server.renewals()).toBe(2);
  });

  it('that is refused as soon as it was made is not renewed over and over', async () => {
    const { process, server } = connection();
    const tokens = process();
    const token = await tokens.current();
    await expect(tokens.replacing(token)).rejects.toMatchObject({ code: 'RETAIL_TOKEN_REFUSED' });
    expect(server.renewals()).toBe(1);
  });

  it('is asked for once by requests that are in flight together', async () => {
    const { process, server } = connection();
    const tokens = process();
    const given = await Promise.all([tokens.current(), tokens.current(), tokens.current()]);
    expect(new Set(given).size).toBe(1);
    expect(server.renewals()).toBe(1);
  });
});

describe('a connection', () => {
  it('that is not used is renewed once a week, so that it does not die after 30 days', async () => {
    const { process, server, use, advanceSeconds } = connection();
    expect(await process().keepAlive()).toBe('renewed');
    for (let day = 1; day <= 40; day += 1) {
      advanceSeconds(secondsPerDay);
      await process().keepAlive();
    }
    expect(server.renewals()).toBe(6);
    expect(await process().keepAlive()).toBe('fresh');
    expect(await use(await process().current())).toBe(200);
  });

  it('that the merchant took away is reported as lost', async () => {
    const { process } = connection();
    const refused = { status: 400, json: { error: 'invalid_grant' } };
    await expect(process({ http: scriptedHttp(refused) }).current()).rejects.toMatchObject({
      name: 'RetailUnauthorisedError',
      code: 'RETAIL_CONNECTION_LOST',
    });
  });

  it('that the merchant made again starts from the new refresh token', async () => {
    const { process, table, clock } = connection();
    await process().current();
    const server = tokenServer(clock, 'refresh-of-tomorrow');
    const secrets = {
      clientId: 'client',
      clientSecret: 'client-secret',
      refreshToken: 'refresh-of-tomorrow',
      tokenUrl,
    };
    const tokens = rotatingTokens({ table, http: server, clock, accountId: '4711', secrets });
    expect(server.isGood(await tokens.current())).toBe(true);
  });

  it.each([
    [
      { status: 429, body: '' },
      { name: 'RetailLimitedError', limiter: 'token' },
    ],
    [
      { status: 503, body: '' },
      { name: 'RetailFaultError', code: 'RETAIL_FAULT' },
    ],
    [{ body: '<html>' }, { name: 'RetailFaultError', code: 'RETAIL_ANSWER_UNREADABLE' }],
    [{ json: { access_token: 'a' } }, { name: 'RetailFaultError', code: 'RETAIL_ANSWER_UNREADABLE' }],
    ['no_answer', { name: 'NoAnswerError' }],
  ] as const)('says what the token endpoint did wrong, and never what it sent: %o', async (answer, expected) => {
    const { process } = connection();
    const error = await process({ http: scriptedHttp(answer) })
      .current()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject(expected);
    expect(error).not.toHaveProperty('cause.issues');
  });
});
