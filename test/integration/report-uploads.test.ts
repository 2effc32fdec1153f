import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { freePort } from '../../infra/local/free-port.ts';
import { type StartedProgram, startProgram } from '../support/started-program.ts';

const token = 'a-token-of-this-test-alone';
const patience = { timeout: 120_000, interval: 25 };
const header = 'Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Transaction ID,Reference Txn ID,Note\n';
const note = 'What the customer wrote. '.repeat(100);
const rowCount = 2_600;
const refundCount = 100;
// Fees take most of a real file; nothing is kept of them. Only the last date shows which way round dates are written.
const rows = Array.from({ length: rowCount }, (_, number) =>
  number < refundCount
    ? `03/0${1 + (number % 9)}/2026,10:00:00,CET,Customer One,Payment Refund,Completed,EUR,-1.00,RF-${number},CAP-${number},${note}\n`
    : `28/09/2026,10:00:00,CET,,General Currency Conversion,Completed,EUR,-1.00,FEE-${number},,${note}\n`,
);
const broken = '28/09/2026,10:00:00,CET,Customer One,Payment Refund,Completed,EUR,ten,RF-X,CAP-X,\n';
const content = Buffer.from(header + rows.join('') + broken);

const reportSchema = z.looseObject({
  reportId: z.string(),
  state: z.string(),
  nextRow: z.int(),
  bytes: z.int(),
  bytesRead: z.int(),
  upload: z.object({ url: z.string(), headers: z.record(z.string(), z.string()), expiresAt: z.string() }).optional(),
});

let dataFolder: string;
let port: number;
let program: StartedProgram;
const start = async (): Promise<void> => {
  program = startProgram(['--data', dataFolder, '--port', String(port)], { AVOIR_TOKEN: token });
  await program.ready;
};
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'avoir-upload-'));
  port = await freePort();
  await start();
});
afterAll(async () => {
  await program[Symbol.asyncDispose]();
  await rm(dataFolder, { recursive: true, force: true });
});

async function api(path: string, body?: unknown) {
  const response = await fetch(`http://127.0.0.1:${port}/shops/demo/${path}`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}
const sealOf = (bytes: Uint8Array) => ({
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});
async function announced(bytes: Uint8Array, query = '') {
  const { status, body } = await api(`reports/paypal${query}`, { fileName: 'year.csv', ...sealOf(bytes) });
  expect(status).toBe(202);
  const { upload, ...report } = reportSchema.parse(body);
  if (upload === undefined) throw new Error('There is nowhere to send the file.');
  return { ...report, upload };
}
const send = ({ url, headers }: Readonly<{ url: string; headers: Record<string, string> }>, bytes: Uint8Array) =>
  fetch(url, { method: 'PUT', headers, body: Buffer.from(bytes) });
const report = async (reportId: string) => reportSchema.parse((await api(`reports/${reportId}`)).body);

describe('a report of more than four megabytes at the running system', () => {
  it('is uploaded, looked through, read on after a kill in the middle, and known when it comes again', async () => {
    expect(content.length).toBeGreaterThan(6 * 1024 * 1024);
    const { reportId, upload } = await announced(content);
    expect(await api(`reports/${reportId}/start`, {})).toMatchObject({ status: 409, body: { code: 'upload_missing' } });

    // The line breaks in the middle: nothing is there.
    const headers = { ...upload.headers, 'content-length': String(content.length) };
    const sending = request(upload.url, { method: 'PUT', headers });
    const broken = new Promise((resolve) => {
      sending.once('error', resolve);
    });
    sending.write(content.subarray(0, 3_000_000), () => sending.destroy());
    await broken;
    expect(await api(`reports/${reportId}/start`, {})).toMatchObject({ status: 409, body: { code: 'upload_missing' } });

    const changed = Buffer.from(content).fill('9', content.length - 20, content.length - 19);
    const refused = await send(upload, changed);
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('BadDigest')]);

    expect((await send(upload, content)).status).toBe(200);
    expect((await api(`reports/${reportId}/start`, {})).status).toBe(202);
    const reading = await vi.waitFor(async () => {
      const now = await report(reportId);
      expect(now).toMatchObject({ state: 'reading' });
      return now;
    }, patience);
    expect(reading.nextRow).toBeLessThan(refundCount);
    expect(reading.bytesRead).toBeLessThan(content.length);
    program.kill('SIGKILL');
    await program.ended;
    await start();

    await vi.waitFor(async () => expect(await report(reportId)).toMatchObject({ state: 'done' }), patience);
    expect(await report(reportId)).toMatchObject({
      nextRow: rowCount + 1,
      bytes: content.length,
      bytesRead: content.length,
      counts: { refunds: refundCount, payments: 0, skipped: rowCount - refundCount, rejected: 1 },
      rejectedRows: [{ line: rowCount + 2, reason: 'amount_unreadable: "ten"' }],
      firstDay: '2026-01-03',
      lastDay: '2026-09-03',
    });
    const again = await api('reports/paypal', { fileName: 'again.csv', ...sealOf(content) });
    expect(again).toMatchObject({ status: 200, body: { reportId, state: 'done' } });
    expect(await readFile(join(dataFolder, 'functions.log'), 'utf8')).not.toContain('access_denied');
  });

  it('of which something else is said is another report of the same file, which is not sent again', async () => {
    const said = '?dateOrder=day_first';
    const { status, body } = await api(`reports/paypal${said}`, { fileName: 'year.csv', ...sealOf(content) });
    expect([status, reportSchema.parse(body)]).toMatchObject([202, { state: 'announced' }]);
    expect(reportSchema.parse(body).upload).toBeUndefined();
  });

  it('is refused as it is where it is too large, or the account is not the shop’s', async () => {
    expect(await api('reports/paypal', { ...sealOf(content), bytes: 2 ** 30 })).toMatchObject({
      status: 413,
      body: { code: 'too_large', largestBytes: 256 * 1024 * 1024 },
    });
    expect(await api('reports/paypal?account=other', sealOf(content))).toMatchObject({
      status: 404,
      body: { code: 'account_unknown' },
    });
  });

  it('that nobody knows is refused when it is started, and one that could be read in two ways when it was looked through', async () => {
    const strange = Buffer.from('a,b\n1,2\n');
    const unknown = await announced(strange);
    await send(unknown.upload, strange);
    expect(await api(`reports/${unknown.reportId}/start`, {})).toMatchObject({
      status: 422,
      body: { code: 'report_not_known' },
    });
    const undecided = Buffer.from(header + rows[0]);
    const asked = await announced(undecided);
    await send(asked.upload, undecided);
    expect((await api(`reports/${asked.reportId}/start`, {})).status).toBe(202);
    await vi.waitFor(
      async () =>
        expect(await report(asked.reportId)).toMatchObject({
          state: 'refused',
          refusal: { reason: 'date_order_needed', sample: '03/01/2026' },
        }),
      patience,
    );
  });
});
