import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { avoirClient } from '../../../../infra/cli/avoir-client.ts';
import { importCreditNotes } from '../../../../infra/cli/import/import-credit-notes.ts';
import { openImportJournal } from '../../../../infra/cli/import/import-journal.ts';
import type { ImportReport } from '../../../../infra/cli/import/import-report.ts';
import { reportText } from '../../../../infra/cli/import/report-text.ts';
import { simulatedRetailOf } from '../../../../infra/cli/simulated-retail.ts';
import { retailClient } from '../../../../shared/retail/retail-client.ts';
import { staticTokens } from '../../../../shared/retail/retail-tokens.ts';
import { machineWithRetail } from '../../../support/machine-with-retail.ts';
import { InMemoryAvoir } from './in-memory-avoir.ts';
import { aCreditNote, anOrder } from './invoices.ts';

const shopId = 'online-retail';
const quiet = { say: () => undefined, begin: () => undefined, reach: () => undefined, end: () => undefined };
const year = [
  anOrder('500001', [
    ['MUG', 6, '2.50'],
    ['mug', 2, '2.00'],
    ['POST', 1, '5.00'],
  ]),
  aCreditNote('C500002', [
    ['MUG', 3, '2.50'],
    ['mug', 1, '2.00'],
    ['POST', 1, '5.00'],
  ]),
  aCreditNote('C500005', [['MUG', 2, '2.50']]),
];

/** Whoever turns accepted credit notes into refund sales: one per pause, straight, unless a case is left out. */
function aLane(
  machine: ReturnType<typeof machineWithRetail>,
  avoir: InMemoryAvoir,
  leftOut: (caseId: string) => boolean,
) {
  const http = machine.httpFor('http://127.0.0.1:9001');
  const account = { baseUrl: 'http://127.0.0.1:9001', accountId: '777', currency: 'GBP' };
  const client = retailClient({ http, account, tokens: staticTokens('token') });
  const done = new Set<string>();
  return async (): Promise<void> => {
    const next = avoir.tasks.find(({ caseId }) => !(done.has(caseId) || leftOut(caseId)));
    if (next === undefined) return;
    done.add(next.caseId);
    const request = avoir.requests().find(({ creditNoteId }) => creditNoteId === next.caseId);
    const skus = request?.lines.map(({ orderLineId, quantity }) => {
      const line = request.order?.order.lines.find((each) => each.orderLineId === orderLineId);
      return { customSku: line?.sku ?? '', quantity };
    });
    const { value } = await client.findItems({ customSkus: (skus ?? []).map(({ customSku }) => customSku) });
    const lines = (skus ?? []).map(({ customSku, quantity }) => {
      const itemId = value.items.find((item) => item.customSku === customSku)?.itemId ?? '';
      return { kind: 'item', itemId, quantity, unitPriceMinor: 0 } as const;
    });
    const sale = await client.draftRefundSale({
      referenceNumber: `${shopId}/${next.caseId}/sale`,
      referenceNumberSource: 'avoir',
      shopId: '1',
      registerId: '2',
      employeeId: '7',
      lines: [...lines, { kind: 'misc', amountMinor: next.amountMinor }],
      payment: { paymentTypeId: '9', amountMinor: next.amountMinor },
    });
    await client.completeSale(sale.value.saleId, { paymentTypeId: '9', amountMinor: next.amountMinor });
    if (request?.updateInventory) return;
    for (const { itemId, quantity } of lines) {
      const [stock] = (await client.readItemShops([itemId], '1')).value;
      if (stock) await client.setQuantityOnHand({ ...stock, quantityOnHand: stock.quantityOnHand - quantity });
    }
  };
}

async function importing(leftOut: (caseId: string) => boolean = () => false): Promise<ImportReport> {
  const machine = machineWithRetail(shopId);
  const avoir = new InMemoryAvoir();
  const pause = aLane(machine, avoir, leftOut);
  const client = avoirClient({ http: avoir, url: machine.url, token: 'secret', pause });
  const journal = await openImportJournal(join(await mkdtemp(join(tmpdir(), 'avoir-stock-')), 'journal.json'), 'one');
  const retail = await simulatedRetailOf({ ...machine, shopId, pause });
  const tools = { client, journal, progress: quiet, retail, stop: new AbortController().signal, pause };
  const end = await importCreditNotes({ invoices: year, shopId, concurrency: 4 }, tools);
  if (end.kind !== 'reported') throw new Error('The import was stopped.');
  return end.report;
}

describe('an import into a shop with a simulated Retail', () => {
  it('ends when every unit that was accepted came back there, and every second row that the switch asks for', async () => {
    const report = await importing();
    expect(report.imbalances).toEqual([]);
    expect(report.stock).toMatchObject({
      sales: { expected: 2, completed: 2 },
      units: { accepted: 6, cameBack: 6 },
      takenOut: { expected: -2, found: -2 },
      rows: { 'API removed': 1, 'Returned to stock by refunding': 3 },
    });
    expect(report.amounts).toEqual([{ currency: 'GBP', acceptedMinor: 1950, tasksMinor: 1950 }]);
  });

  it('says what is missing there when nothing moves any more', async () => {
    const report = await importing((caseId) => caseId.startsWith('C500005'));
    expect(report.imbalances).toEqual(['1 refund sales missing in Retail']);
    const retailTraffic = { requests: 12, costUnits: 30.5, limited: 0 };
    const times = { totalSeconds: 1, sendingSeconds: 1, stockSeconds: 2, creditNotesPerSecond: 2, retailTraffic };
    const text = reportText(report, times);
    expect(text).toMatch(/Refund sales expected in Retail +2\n +completed +1\n/);
    expect(text).toMatch(/THE BALANCE IS NOT TRUE: 1 refund sales missing in Retail\./);
    expect(text).toMatch(/2\.0 s from the first request to the last unit in Retail\./);
    expect(text).toMatch(/asked 12 times for 31 cost units .* its limiters refused 0\./);
  });
});
