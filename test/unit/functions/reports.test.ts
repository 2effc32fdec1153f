import { describe, expect, it } from 'vitest';
import type { receiveReport } from '../../../functions/receive-report/receive-report.ts';
import { readCoverage } from '../../../shared/stores/coverage-store.ts';
import { readReport } from '../../../shared/stores/report-store.ts';
import { paidWithoutId } from '../../support/provider-world.ts';
import { reportWorld } from '../../support/report-world.ts';

const header = 'provider,account,refundId,paymentId,amount,currency,status,refundedAt,reference,customerName,kind\n';
const payment = 'paypal,main,CAP-1,CAP-1,25.00,EUR,done,2026-11-02T15:00:00Z,ORD00123,Customer One,payment\n';
const refund = 'paypal,main,RF-1,CAP-1,10.00,EUR,done,2026-11-12T10:00:00Z,,Customer One,refund\n';

async function taken(outcome: ReturnType<typeof receiveReport>) {
  const found = await outcome;
  if (found.kind !== 'taken' && found.kind !== 'known') throw new Error(`The report was not taken: ${found.kind}`);
  return found;
}

describe('a report that somebody hands in', () => {
  it('is recognised, read, and what it says is known as any other channel’s word would be', async () => {
    const { receive, read, facts, table, shopId, account } = reportWorld();
    const { report } = await taken(receive(header + payment + refund));
    expect(report).toMatchObject({ state: 'waiting', uploadedBy: 'anna' });
    await read();
    expect(facts()).toEqual({ refunds: ['RF-1'], payments: ['CAP-1'] });
    expect(await readReport(table, shopId, report.reportId)).toMatchObject({
      state: 'done',
      counts: { payments: 1, refunds: 1, skipped: 0, rejected: 0 },
      firstDay: '2026-11-02',
      lastDay: '2026-11-12',
    });
    expect(await readCoverage(table, shopId, [account])).toEqual([
      { report: [{ from: '2026-11-02', until: '2026-11-12' }] },
    ]);
  });

  it('handed in twice is the same report, and changes nothing', async () => {
    const { receive, read, table, queue } = reportWorld();
    await receive(header + refund);
    await read();
    const before = table.rows();
    expect((await receive(header + refund)).kind).toBe('known');
    expect(queue.sent).toHaveLength(1);
    expect(table.rows()).toEqual(before);
  });

  it('names each row that cannot be read with its line and why, and reads the others', async () => {
    const { receive, read, table, shopId, facts } = reportWorld();
    const broken = refund.replace('10.00', 'ten').replace('RF-1', 'RF-2');
    const others = refund.replace('paypal', 'stripe').replace('RF-1', 'RF-3');
    const { report } = await taken(receive(header + broken + refund + others));
    await read();
    expect(facts().refunds).toEqual(['RF-1']);
    const { counts, rejectedRows } = (await readReport(table, shopId, report.reportId)) ?? {};
    expect(counts).toMatchObject({ refunds: 1, rejected: 2 });
    expect(rejectedRows?.map(({ line }) => line)).toEqual([2, 4]);
    expect(rejectedRows?.[1]?.reason).toContain('stripe/main');
  });

  it('is read in slices, each once counted, though every message comes twice', async () => {
    const { receive, read, table, shopId, facts } = reportWorld();
    const rows = Array.from({ length: 9 }, (_, index) => refund.replace('RF-1', `RF-${index}`)).join('');
    const { report } = await taken(receive(header + rows));
    await read({ sliceMilliseconds: 0, isTwice: true });
    expect(facts().refunds).toHaveLength(9);
    expect(await readReport(table, shopId, report.reportId)).toMatchObject({ state: 'done', counts: { refunds: 9 } });
  });

  it('is read to its end after a crash, from where it was', async () => {
    const { receive, read, comesBack, table, shopId, facts } = reportWorld();
    const rows = Array.from({ length: 5 }, (_, index) => refund.replace('RF-1', `RF-${index}`)).join('');
    const { report } = await taken(receive(header + rows));
    let writes = 0;
    const dying: typeof table = {
      ...table,
      async put(row, condition) {
        writes += 1;
        if (writes > 3) throw new Error('The function was ended.');
        await table.put(row, condition);
      },
    };
    await expect(read({ on: dying })).rejects.toThrow('ended');
    comesBack();
    await read();
    expect(facts().refunds).toHaveLength(5);
    expect(await readReport(table, shopId, report.reportId)).toMatchObject({ state: 'done', counts: { refunds: 5 } });
  });

  it('notes how far it is while it is read, and a crash goes on from there', async () => {
    const { receive, read, comesBack, table, shopId } = reportWorld();
    const rows = Array.from({ length: 5 }, (_, index) => refund.replace('RF-1', `RF-${index}`));
    const { report } = await taken(receive(header + rows.join('')));
    let notes = 0;
    const dying: typeof table = {
      ...table,
      async put(row, condition) {
        if (row.sk === 'REPORT' && ++notes > 3) throw new Error('The function was ended.');
        await table.put(row, condition);
      },
    };
    await expect(read({ on: dying, noteMilliseconds: 0 })).rejects.toThrow('ended');
    const place = { byte: Buffer.byteLength(header + rows.slice(0, 3).join('')), line: 4 };
    const reached = await readReport(table, shopId, report.reportId);
    expect(reached).toMatchObject({ state: 'reading', nextRow: 3, counts: { refunds: 3 }, place });
    comesBack();
    await read();
    expect(await readReport(table, shopId, report.reportId)).toMatchObject({ state: 'done', counts: { refunds: 5 } });
  });

  it('is refused whole with the question to answer, where nothing shows how its dates are written', async () => {
    const { receive, table, queue } = reportWorld();
    const paypal =
      '"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","Transaction ID","Reference Txn ID"\n"03/04/2026","10:00:00","CET","Customer One","Payment Refund","Completed","EUR","-10.00","0.00","-10.00","RF-1","CAP-1"\n';
    const outcome = await receive(paypal);
    expect(outcome).toMatchObject({ kind: 'unreadable', error: { reason: 'date_order_needed', sample: '03/04/2026' } });
    expect(table.rows()).toEqual([]);
    expect(queue.sent).toEqual([]);
    expect(await receive(paypal, { dateOrder: 'day_first' })).toMatchObject({ kind: 'taken' });
  });

  it('of an account that the shop does not have is refused', async () => {
    const { receive } = reportWorld();
    expect(await receive(header + refund, { account: 'other' })).toEqual({ kind: 'account_unknown' });
  });
});

describe('a payment that nobody could locate', () => {
  const order = { orderNumber: 'ORD00123', payments: paidWithoutId };
  const elsewhere = payment.replace('25.00', '99.00').replace('ORD00123', 'X').replace('CAP-1,CAP-1', 'CAP-7,CAP-7');

  it('is a difference only once its account’s day was seen whole, and none any more once it is located', async () => {
    const { credit, look, receive, read, differences } = reportWorld();
    await credit({}, order);
    expect(await differences()).toEqual([]);
    await receive(header + elsewhere);
    await read();
    await look('CN-1');
    expect(await differences()).toEqual(['payment_not_located CN-1~1 1000']);
    await receive(header + payment);
    await read();
    await look('CN-1');
    expect(await differences()).toEqual([]);
  });
});
