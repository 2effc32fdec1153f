import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { avoirClient } from '../../../../infra/cli/avoir-client.ts';
import { type ImportEnd, importCreditNotes } from '../../../../infra/cli/import/import-credit-notes.ts';
import { openImportJournal } from '../../../../infra/cli/import/import-journal.ts';
import type { ImportReport } from '../../../../infra/cli/import/import-report.ts';
import type { Invoice } from '../../../../infra/cli/import/online-retail-file.ts';
import { InMemoryAvoir } from './in-memory-avoir.ts';
import { aCreditNote, anOrder } from './invoices.ts';

const noProgress = { say: () => undefined, begin: () => undefined, reach: () => undefined, end: () => undefined };
const aJournalPath = async () => join(await mkdtemp(join(tmpdir(), 'avoir-journal-')), 'journal.json');

type Run = Readonly<{ journalPath?: string; stop?: AbortSignal; first?: number; reach?: (done: number) => void }>;

async function run(avoir: InMemoryAvoir, invoices: readonly Invoice[], options: Run = {}): Promise<ImportEnd> {
  const { stop = new AbortController().signal, first, reach = noProgress.reach } = options;
  const pause = () => (stop.aborted ? Promise.reject(new DOMException('Stopped.', 'AbortError')) : Promise.resolve());
  const client = avoirClient({ http: avoir, url: 'http://127.0.0.1:8787', token: 'secret', pause });
  const journal = await openImportJournal(options.journalPath ?? (await aJournalPath()), 'an import');
  const tools = { client, journal, progress: { ...noProgress, reach }, stop, pause };
  return importCreditNotes({ invoices, shopId: 'online-retail', first, concurrency: 4 }, tools);
}

async function reportOf(avoir: InMemoryAvoir, invoices: readonly Invoice[], options?: Run): Promise<ImportReport> {
  const end = await run(avoir, invoices, options);
  if (end.kind !== 'reported') throw new Error('The import was stopped.');
  return end.report;
}

const year: readonly Invoice[] = [
  anOrder('500001', [
    ['MUG', 4, '2.50'],
    ['POST', 1, '5.00'],
  ]),
  anOrder('500002', [
    ['MUG', 2, '2.00'],
    ['CUP', 1, '3.00'],
  ]),
  aCreditNote('C500003', [
    ['MUG', 3, '2.00'],
    ['POST', 1, '5.00'],
  ]),
  aCreditNote('C500004', [
    ['MUG', 9],
    ['CUP', 1],
  ]),
  aCreditNote('C500005', [['JUG', 1]]),
  aCreditNote('C500006', [['M', 1, '40.00']]),
];

describe('importing a year of credit notes', () => {
  it('balances by line, by credit note and by money', async () => {
    expect(await reportOf(new InMemoryAvoir(), year)).toEqual({
      lines: {
        total: 6,
        accepted: 2,
        refused: { order_unknown: 1, quantity_exceeds_remaining: 1 },
        // The newest order touched, 500002, was sent without carriage.
        notGoods: {
          M: { accepted: 0, refused: {}, notAsked: 1 },
          POST: { accepted: 0, refused: { amount_exceeds_remaining: 1 }, notAsked: 0 },
        },
      },
      creditNotes: { total: 4, accepted: 1, partlyAccepted: 1, refused: 1, noGoods: 1 },
      requests: {
        total: 6,
        accepted: 3,
        ofNoValue: 0,
        refused: { order_unknown: 1, 'order_unknown + nothing_to_refund': 1, quantity_exceeds_remaining: 1 },
      },
      amounts: [{ currency: 'GBP', acceptedMinor: 950, tasksMinor: 950 }],
      tasks: { expected: 3, found: 3, missing: [] },
      explanations: {
        nothing_to_refund: { en: 'Nothing is asked for.', fr: 'Rien n’est demandé.' },
        order_unknown: { en: 'This order is not known.', fr: 'Cette commande est inconnue.' },
        quantity_exceeds_remaining: {
          en: 'More articles than can still be credited.',
          fr: 'La quantité dépasse ce qui peut encore être crédité.',
        },
      },
      imbalances: [],
    });
  });

  it('asks for the goods alone where what is not goods is refused', async () => {
    const avoir = new InMemoryAvoir();
    await reportOf(avoir, year);
    const asked = avoir.requests().filter(({ orderNumber }) => orderNumber === '500002');
    expect(asked.map(({ creditNoteId, refundShipping }) => [creditNoteId, refundShipping])).toEqual([
      ['C500003/500002', { amountMinor: 500 }],
      ['C500003/500002/goods', false],
      ['C500004/500002', false],
      ['C500004/500002/excess', false],
    ]);
  });

  it('counts what is not goods as accepted where it went with the goods', async () => {
    const order = anOrder('500001', [
      ['MUG', 2, '2.50'],
      ['POST', 1, '5.00'],
    ]);
    const report = await reportOf(new InMemoryAvoir(), [
      order,
      aCreditNote('C500002', [
        ['MUG', 1],
        ['POST', 1, '5.00'],
        ['M', 1, '0.50'],
      ]),
    ]);
    expect(report.lines.notGoods).toMatchObject({ M: { accepted: 1 }, POST: { accepted: 1 } });
    expect(report.amounts).toEqual([{ currency: 'GBP', acceptedMinor: 800, tasksMinor: 800 }]);
  });

  it('says the same when it is run again, and opens nothing twice', async () => {
    const avoir = new InMemoryAvoir();
    const first = await reportOf(avoir, year);
    expect(await reportOf(avoir, year)).toEqual(first);
    expect(avoir.tasks).toHaveLength(3);
  });

  it('comes to the same balance when answers get lost, connections break and the system is busy', async () => {
    const faults = ['lost', undefined, 'unanswered', 'busy', undefined] as const;
    const avoir = new InMemoryAvoir((call) => (call < 12 ? faults[call % faults.length] : undefined));
    expect(await reportOf(avoir, year)).toEqual(await reportOf(new InMemoryAvoir(), year));
  });

  it('goes on where it was stopped, without asking again for what has its task', async () => {
    const avoir = new InMemoryAvoir();
    const journalPath = await aJournalPath();
    const controller = new AbortController();
    const end = await run(avoir, year, { journalPath, stop: controller.signal, reach: () => controller.abort() });
    expect(end).toMatchObject({ kind: 'stopped', total: 6 });
    const opened = new Set(avoir.tasks.map(({ caseId }) => caseId));
    const before = avoir.requests().length;
    expect((await reportOf(avoir, year, { journalPath })).imbalances).toEqual([]);
    const askedAgain = avoir
      .requests()
      .slice(before)
      .map(({ creditNoteId }) => creditNoteId);
    expect(opened.size).toBeGreaterThan(0);
    expect(askedAgain.filter((asked) => opened.has(asked))).toEqual([]);
  });

  it('believes nothing of the journal that a fresh system does not have', async () => {
    const journalPath = await aJournalPath();
    await reportOf(new InMemoryAvoir(), year, { journalPath });
    const fresh = new InMemoryAvoir();
    expect((await reportOf(fresh, year, { journalPath })).imbalances).toEqual([]);
    expect(fresh.tasks).toHaveLength(3);
  });

  it('is not balanced when an accepted refund has no task, or one of another amount', async () => {
    const avoir = new InMemoryAvoir();
    await reportOf(avoir, year);
    avoir.tasks.pop();
    const [task] = avoir.tasks;
    if (task) task.amountMinor += 1;
    const { imbalances, tasks } = await reportOf(avoir, year);
    expect(tasks.missing).toHaveLength(1);
    expect(imbalances).toHaveLength(2);
  });

  it('takes only the first credit notes where it is told to', async () => {
    const report = await reportOf(new InMemoryAvoir(), year, { first: 2 });
    expect(report).toMatchObject({ creditNotes: { total: 2 }, lines: { total: 4 }, imbalances: [] });
  });
});
