import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { journaled, openJournal } from '../../../../../../infra/local/simulators/host/simulator-journal.ts';
import { usualAccount } from '../../../../../../infra/local/simulators/retail/account-settings.ts';
import { simulateRetail } from '../../../../../../infra/local/simulators/retail/retail.ts';
import { noAnswer, type SimulatedRequest } from '../../../../../../infra/local/simulators/simulator.ts';
import { article, refund } from '../retail/some-retail.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'avoir-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const grants = [{ clientId: 'avoir', clientName: 'Avoir', employeeId: '7', accessToken: 'token' }];
const noon = Date.UTC(2026, 10, 12, 12);
const base = 'http://retail.example';

/** A Retail that keeps its journal in the folder, as one that runs or as one that was started again. */
function open() {
  const retail = simulateRetail({ accounts: [usualAccount({ accountId: '777', grants })] });
  const journal = openJournal(join(folder, 'retail.jsonl'), retail);
  const kept = journaled(retail, journal);
  let now = Math.max(noon, journal.lastAt);
  const send = (method: string, path: string, content: unknown = '') => {
    now += 60_000;
    const body = content === '' ? '' : JSON.stringify(content);
    const request: SimulatedRequest = {
      method,
      url: `${base}${path}`,
      headers: { authorization: 'Bearer token' },
      body,
    };
    const answer = kept.handle(request, now);
    if (answer === noAnswer) throw new Error('Nothing came back.');
    return answer;
  };
  return { send, retail };
}

const api = '/API/V3/Account/777';
const work = ({ send }: ReturnType<typeof open>) => {
  send('POST', '/_simulator/777/items', { items: [article('MUG')] });
  send('POST', `${api}/Sale.json`, refund({ itemID: 99 }));
  send('POST', `${api}/Sale.json`, refund({ units: 2 }));
  send('GET', `${api}/Sale.json`);
  send('PUT', `${api}/Sale/1.json`, { completed: true });
};
const stateOf = ({ send }: ReturnType<typeof open>) =>
  ['Sale.json?load_relations=all', 'InventoryLog.json', 'ItemShop.json'].map(
    (list) => send('GET', `${api}/${list}`).body,
  );

describe('the journal of a simulator', () => {
  it('brings it back to where it was, ids and times included', () => {
    const first = open();
    work(first);
    const second = open();
    expect(stateOf(second)).toEqual(stateOf(first));
    second.send('POST', `${api}/Sale.json`, refund());
    first.send('POST', `${api}/Sale.json`, refund());
    expect(stateOf(open())[0]).toContain('"saleID":"2"');
  });

  it('holds what changed something, and nothing that was only read', () => {
    work(open());
    const lines = readFileSync(join(folder, 'retail.jsonl'), 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).request.method)).toEqual(['POST', 'POST', 'POST', 'PUT']);
  });

  it('forgets the half of a line that a killed process left, and goes on behind what was whole', () => {
    const first = open();
    work(first);
    const before = stateOf(first);
    appendFileSync(join(folder, 'retail.jsonl'), '{"at":17,"requ');
    const second = open();
    expect(stateOf(second)).toEqual(before);
    second.send('PUT', `${api}/Item/1.json`, { ItemShops: { ItemShop: { shopID: 1, qoh: 3 } } });
    expect(stateOf(open())).toEqual(stateOf(second));
  });
});
