import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SimulatedSystem } from '../../../../../../infra/local/simulators/host/simulated-system.ts';
import {
  type SimulatorHost,
  startSimulatorHost,
} from '../../../../../../infra/local/simulators/host/simulator-host.ts';
import { startSimulatorServer } from '../../../../../../infra/local/simulators/host/simulator-server.ts';
import { usualAccount } from '../../../../../../infra/local/simulators/retail/account-settings.ts';
import { noAnswer } from '../../../../../../infra/local/simulators/simulator.ts';

let folder: string;
const hosts: SimulatorHost[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'avoir-simulators-'));
});
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.close()));
  rmSync(folder, { recursive: true });
});

const grants = [{ clientId: 'avoir', clientName: 'Avoir', employeeId: '7', accessToken: 'token' }];
const retail: SimulatedSystem = { name: 'retail', accounts: [usualAccount({ accountId: '777', grants })], speed: 600 };

async function started(): Promise<string> {
  const host = await startSimulatorHost();
  hosts.push(host);
  const address = host.addresses.get('retail');
  if (address === undefined) throw new Error('Retail has no address.');
  expect((await fetch(address)).status).toBe(503);
  await host.begin({ systems: [retail], journalFolder: folder, machineUrl: 'http://127.0.0.1:1' });
  return address;
}

const items = (address: string) =>
  fetch(`${address}/API/V3/Account/777/Item.json`, { headers: { authorization: 'Bearer token' } });

describe('the thread of the simulators', () => {
  it('answers over a socket, at the pace that it was told, and knows everything when it is started again', async () => {
    const first = await started();
    const article = { customSku: 'MUG', description: 'Mug', ItemShops: { ItemShop: { shopID: 1, qoh: 3 } } };
    await fetch(`${first}/_simulator/777/items`, { method: 'POST', body: JSON.stringify({ items: [article] }) });
    const answer = await items(first);
    expect(answer.headers.get('x-ls-api-drip-rate')).toBe('600');
    await hosts.splice(0)[0]?.close();
    expect(await (await items(await started())).json()).toMatchObject({ Item: { customSku: 'MUG' } });
  });

  it('says when it cannot go on', async () => {
    const host = await startSimulatorHost();
    hosts.push(host);
    await expect(
      host.begin({ systems: [retail], journalFolder: join(folder, 'nowhere'), machineUrl: '' }),
    ).rejects.toThrow(/ENOENT/);
    expect(await host.failed).toMatch(/simulators have failed.*ENOENT/);
  });
});

describe('a socket in front of a simulator', () => {
  it('breaks the connection where nothing is answered, and never lets the time go back', async () => {
    const times = [1000, 2000, 1500];
    const seen: number[] = [];
    const server = await startSimulatorServer(() => times.shift() ?? 0);
    server.serve(
      {
        changes: () => 0,
        handle(_, now) {
          seen.push(now);
          return seen.length < 3 ? { status: 204, headers: {}, body: '' } : noAnswer;
        },
      },
      1200,
    );
    await fetch(server.url);
    await fetch(server.url);
    await expect(fetch(server.url)).rejects.toThrow();
    expect(seen).toEqual([1200, 2000, 2000]);
    await server.close();
  });
});
