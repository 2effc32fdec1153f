import { describe, expect, it } from 'vitest';
import { id } from '../../support/orders.ts';
import { reportWorld } from '../../support/report-world.ts';

const header = 'provider,account,refundId,paymentId,amount,currency,status,refundedAt,reference,customerName,kind\n';
const refund = (number: number): string =>
  `paypal,main,RF-${number},CAP-${number},10.00,EUR,done,2026-11-12T10:00:00Z,,Customer One,refund\n`;
const fileOf = (rows: number): Buffer =>
  Buffer.from(header + Array.from({ length: rows }, (_, number) => refund(number)).join(''));

const paypalHeader = 'Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Transaction ID,Reference Txn ID\n';
const paypalRow = (date: string, id: string): string =>
  `${date},10:00:00,CET,Customer One,Payment Refund,Completed,EUR,-10.00,${id},CAP-1\n`;

describe('a report that is uploaded', () => {
  it('is announced, sent, started and read, as one that is posted would be', async () => {
    const { announce, files, start, read, report, facts } = reportWorld();
    const content = fileOf(3);
    const announced = await announce(content, { fileName: 'year.csv' });
    if (announced.kind !== 'awaited' || announced.upload === undefined) throw new Error('There is nowhere to send it.');
    expect(announced.report).toMatchObject({ state: 'announced', bytes: content.length, fileName: 'year.csv' });
    expect(files.send(announced.upload, content)).toBe('kept');
    const { reportId } = announced.report;
    expect(await start(reportId)).toMatchObject({
      kind: 'started',
      report: { state: 'waiting', format: 'canonical refunds' },
    });
    await read();
    expect(facts().refunds).toEqual(['RF-0', 'RF-1', 'RF-2']);
    expect(await report(reportId)).toMatchObject({
      state: 'done',
      nextRow: 3,
      counts: { refunds: 3, rejected: 0 },
      firstDay: '2026-11-12',
    });
  });

  it('is not started before its file is there, nor with half of it, nor with another one', async () => {
    const { announce, files, start, read, queue, report } = reportWorld();
    const content = fileOf(3);
    const announced = await announce(content);
    if (announced.kind !== 'awaited' || announced.upload === undefined) throw new Error('There is nowhere to send it.');
    const { reportId } = announced.report;
    expect(await start(reportId)).toEqual({ kind: 'upload_missing' });
    expect(files.send(announced.upload, content.subarray(0, 100))).toBe('refused');
    expect(await start(reportId)).toEqual({ kind: 'upload_missing' });
    // Whoever may write to the bucket can put something else there.
    await files.put(`reports/demo/paypal/${announced.report.sha256}`, Buffer.from(content).fill('x', 200, 201));
    expect(await start(reportId)).toEqual({ kind: 'upload_differs' });
    expect(queue.sent).toEqual([]);
    await read();
    expect(await report(reportId)).toMatchObject({ state: 'announced', nextRow: 0 });
  });

  it('has another address after the first one has expired, and is the same report', async () => {
    const { announce, files, start, clock } = reportWorld();
    const content = fileOf(1);
    const first = await announce(content);
    if (first.kind !== 'awaited' || first.upload === undefined) throw new Error('There is nowhere to send it.');
    clock.advance(901_000);
    expect(files.send(first.upload, content)).toBe('refused');
    const second = await announce(content);
    if (second.kind !== 'awaited' || second.upload === undefined) throw new Error('There is nowhere to send it.');
    expect(second.report.reportId).toBe(first.report.reportId);
    expect(files.send(second.upload, content)).toBe('kept');
    // Its file is there by now: there is nothing to send any more.
    expect(await announce(content)).toMatchObject({ kind: 'awaited', upload: undefined });
    expect(await start(first.report.reportId)).toMatchObject({ kind: 'started' });
  });

  it('is the same one that was posted, in either order', async () => {
    const { announce, upload, start, receive, read, table, queue, files } = reportWorld();
    const posted = fileOf(2);
    await receive(posted.toString());
    await read();
    const before = table.rows();
    expect((await announce(posted)).kind).toBe('known');
    expect(table.rows()).toEqual(before);

    const uploaded = fileOf(3);
    const reportId = await upload(uploaded);
    await start(reportId);
    await read();
    const after = table.rows();
    const sent = queue.sent.length;
    expect(await receive(uploaded.toString())).toMatchObject({ kind: 'known', report: { reportId, state: 'done' } });
    expect(table.rows()).toEqual(after);
    expect(queue.sent).toHaveLength(sent);
    expect(files.names()).toHaveLength(2);
  });

  it('that was announced may be posted instead', async () => {
    const { announce, receive, read, report } = reportWorld();
    const announced = await announce(fileOf(2));
    if (announced.kind !== 'awaited') throw new Error('It is not awaited.');
    expect(await receive(fileOf(2).toString())).toMatchObject({ kind: 'taken', report: { state: 'waiting' } });
    await read();
    expect(await report(announced.report.reportId)).toMatchObject({ state: 'done', counts: { refunds: 2 } });
  });

  it('is started once, however often it is said; lost messages are sent again', async () => {
    const { upload, start, read, report, facts } = reportWorld();
    const reportId = await upload(fileOf(2));
    for (const kind of ['started', 'known', 'known']) expect(await start(reportId)).toMatchObject({ kind });
    await read({ isTwice: true });
    expect(await start(reportId)).toMatchObject({ kind: 'known', report: { state: 'done' } });
    expect(await report(reportId)).toMatchObject({ counts: { refunds: 2 } });
    expect(facts().refunds).toHaveLength(2);
  });

  it('is looked through whole before any of its rows is used, in slices that keep what they saw', async () => {
    const { upload, start, read, report, table } = reportWorld();
    const rows = Array.from({ length: 300 }, (_, number) => paypalRow('03/04/2026', `RF-${number}`));
    const content = Buffer.from(paypalHeader + rows.join('') + paypalRow('28/04/2026', 'RF-LAST'));
    const reportId = await upload(content);
    await start(reportId);
    const seen: string[] = [];
    const watching: typeof table = {
      ...table,
      async put(row, condition) {
        if (row.sk === 'REPORT') seen.push(`${row.state} ${row.nextRow}`);
        await table.put(row, condition);
      },
    };
    await read({ on: watching, sliceMilliseconds: 0 });
    expect(seen.filter((state) => state.startsWith('checking')).length).toBeGreaterThan(3);
    expect(seen.findIndex((state) => state.startsWith('reading'))).toBe(seen.lastIndexOf('checking 0') + 1);
    // The last date decides for the first ones too: day first.
    expect(await report(reportId)).toMatchObject({ state: 'done', nextRow: 301, firstDay: '2026-04-03' });
  });

  it('is refused whole with the question where no date shows which way round, and started again with the answer', async () => {
    const { upload, start, read, report, facts, files } = reportWorld();
    const content = Buffer.from(paypalHeader + paypalRow('03/04/2026', 'RF-1'));
    const reportId = await upload(content);
    expect(await start(reportId)).toMatchObject({ kind: 'started' });
    await read();
    expect(await report(reportId)).toMatchObject({
      state: 'refused',
      refusal: { reason: 'date_order_needed', sample: '03/04/2026' },
      counts: { refunds: 0 },
    });
    expect(facts().refunds).toEqual([]);
    // With the answer it is another report, of the same file: that is there already.
    const answered = await upload(content, { dateOrder: 'day_first' });
    expect(files.names()).toHaveLength(1);
    await start(answered);
    await read();
    expect(await report(answered)).toMatchObject({ state: 'done', firstDay: '2026-04-03' });
  });

  it.each([
    ['nobody knows', 'a,b\n1,2\n', 'report_not_known'],
    ['is empty of anything but space', '   \n', 'report_unreadable'],
    ['is JSON of something else', '{"a":1}', 'report_unreadable'],
  ])('whose file %s is refused when it is started, and not read', async (_what, text, reason) => {
    const { upload, start, queue } = reportWorld();
    const reportId = await upload(Buffer.from(text));
    expect(await start(reportId)).toMatchObject({ kind: 'unreadable', error: { reason } });
    expect(queue.sent).toEqual([]);
  });

  it('of another shop is nobody’s here', async () => {
    const { upload, startIn } = reportWorld();
    const reportId = await upload(fileOf(1));
    expect(await startIn(id.shop('other'), reportId)).toEqual({ kind: 'report_unknown' });
  });

  it('in JSON is taken as far as it can be read at once', async () => {
    const { upload, start } = reportWorld();
    const large = Buffer.from(`{"transactions":[${' '.repeat(4 * 1024 * 1024)}]}`);
    expect(await start(await upload(large))).toMatchObject({ kind: 'unreadable' });
    const page = Buffer.from('{"transactions":[]}');
    expect(await start(await upload(page))).toMatchObject({ kind: 'started' });
  });

  it('is read in ranges of a megabyte, each once more than it is looked through', async () => {
    const { upload, start, read, files, report } = reportWorld();
    const other = `${'x'.repeat(9_000)}\n`;
    const content = Buffer.concat([fileOf(2), Buffer.from(other.repeat(300))]);
    const reportId = await upload(content);
    await start(reportId);
    const before = files.spans.length;
    await read();
    expect(await report(reportId)).toMatchObject({ state: 'done', counts: { refunds: 2, rejected: 300 } });
    expect(Math.max(...files.spans.map(({ from, until }) => until - from))).toBe(1_048_576);
    const bytes = files.spans.slice(before).reduce((sum, { from, until }) => sum + until - from, 0);
    expect(bytes).toBeLessThan(2.1 * content.length);
  });

  it('whose file is gone before it is read fails, and is not called read', async () => {
    const { upload, start, read, files, report } = reportWorld();
    const reportId = await upload(fileOf(2));
    await start(reportId);
    for (const name of files.names()) files.lose(name);
    await expect(read()).rejects.toThrow('not there');
    expect(await report(reportId)).toMatchObject({ state: 'waiting' });
  });
});
