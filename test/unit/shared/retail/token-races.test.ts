import { describe, expect, it } from 'vitest';
import type { Table } from '../../../../shared/ports/table.ts';
import { rotatingTokens } from '../../../../shared/retail/rotating-tokens.ts';
import { type Fault, faultsAt } from '../../../simulation/world/fault-plan.ts';
import { portCalls } from '../../../simulation/world/port-calls.ts';
import { simulatedTable } from '../../../simulation/world/simulated-table.ts';
import { virtualClock } from '../../../simulation/world/virtual-clock.ts';
import { tableWithFaults } from '../../../simulation/world/with-faults.ts';
import { type TokenFault, tokenServer, tokenUrl } from '../../../support/token-server.ts';

const secrets = { clientId: 'client', clientSecret: 'client-secret', refreshToken: 'first', tokenUrl };
const get = (accessToken: string) =>
  ({
    method: 'GET',
    url: 'https://retail.example/',
    headers: { authorization: `Bearer ${accessToken}` },
    timeoutMilliseconds: 1,
  }) as const;

function twoProcesses() {
  const clock = virtualClock();
  const table = simulatedTable();
  const server = tokenServer(clock, 'first');
  const process = (on: Table = table) => rotatingTokens({ table: on, http: server, clock, accountId: '4711', secrets });
  const use = async (accessToken: string) => (await server.send(get(accessToken))).status;
  return { clock, table, server, process, use };
}

const longAfterTheClaim = 30_000;

describe('two processes that renew at once', () => {
  it('leave it to the first: the second waits as for a limiter, then uses the first one’s pair', async () => {
    const { clock, server, process, use } = twoProcesses();
    const second = process();
    let refused: unknown;
    server.meanwhile(async () => {
      refused = await second.current().catch((error: unknown) => error);
    });
    const token = await process().current();
    expect(refused).toMatchObject({ name: 'RetailLimitedError', limiter: 'token', retryAfterSeconds: 20 });
    clock.advance(1000);
    expect(await second.current()).toBe(token);
    expect(await use(token)).toBe(200);
    expect(server.renewals()).toBe(1);
  });

  it('go on with the old token as long as it is good', async () => {
    const { clock, server, process, use } = twoProcesses();
    const old = await process().current();
    await use(old);
    clock.advance(1_750_000);
    let usedMeanwhile: string | undefined;
    server.meanwhile(async () => {
      usedMeanwhile = await process().current();
    });
    expect(await process().current()).not.toBe(old);
    expect(usedMeanwhile).toBe(old);
  });

  it('agree on one pair when the second read before the first had stored its own', async () => {
    const { table, server, process, use } = twoProcesses();
    const first = process();
    // Between reading and claiming of the second, the first does all of its work.
    const second = process({
      ...table,
      put: async (row, condition) => {
        await first.current();
        return table.put(row, condition);
      },
    });
    expect(await second.current()).toBe(await first.current());
    expect(await use(await second.current())).toBe(200);
    expect(server.renewals()).toBe(1);
  });

  it('agree on one pair when the first slept longer than its claim lasts, before it asked', async () => {
    const { clock, server, process, use } = twoProcesses();
    const second = process();
    server.meanwhile(async () => {
      clock.advance(longAfterTheClaim);
      expect(await use(await second.current())).toBe(200);
    });
    const first = process();
    expect(await first.current()).toBe(await second.current());
    expect(await use(await first.current())).toBe(200);
  });

  it('agree on one pair when the first slept longer than its claim lasts, after it asked', async () => {
    const { clock, table, process, use } = twoProcesses();
    const second = process();
    let puts = 0;
    const first = process({
      ...table,
      put: async (row, condition) => {
        puts += 1;
        if (puts === 2) {
          clock.advance(longAfterTheClaim);
          expect(await use(await second.current())).toBe(200);
        }
        return table.put(row, condition);
      },
    });
    expect(await first.current()).toBe(await second.current());
    expect(await use(await first.current())).toBe(200);
  });
});

describe('a process that meets a fault while it renews', () => {
  const tableFaults: readonly Fault[] = [
    'lost',
    'applied_without_answer',
    'applied_twice',
    'crash_before',
    'crash_after',
  ];
  const tokenFaults: readonly (TokenFault | undefined)[] = [undefined, 'lost', 'applied_without_answer'];
  // Reading, claiming, storing, and what is read after a store that was refused.
  const calls = [1, 2, 3, 4];
  const cases = [false, true].flatMap((connectedBefore) =>
    calls.flatMap((number) =>
      tableFaults.flatMap((fault) => tokenFaults.map((tokenFault) => ({ connectedBefore, number, fault, tokenFault }))),
    ),
  );

  it.each(cases)(
    'never loses the connection: connected $connectedBefore, call $number $fault, token $tokenFault',
    async ({ connectedBefore, number, fault, tokenFault }) => {
      const { clock, table, server, process, use } = twoProcesses();
      if (connectedBefore) {
        await use(await process().current());
        clock.advance(3_600_000);
      }
      server.failNext(tokenFault);
      const dying = portCalls(faultsAt({ [number]: fault })).startProcess();
      const attempt = process(tableWithFaults(dying, table))
        .current()
        .then(use, () => undefined);
      await Promise.race([attempt, dying.crashed]);
      server.failNext(undefined);
      clock.advance(longAfterTheClaim);
      expect(await use(await process().current())).toBe(200);
      clock.advance(3_600_000);
      expect(await use(await process().current())).toBe(200);
    },
  );
});
