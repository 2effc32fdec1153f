import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { type Machine, startMachine } from '../../infra/local/machine.ts';
import { aCreditNoteBody, aSnapshot } from '../support/requests.ts';
import { sentUpload } from '../support/sent-upload.ts';

let machine: Machine;
beforeAll(async () => {
  machine = await startMachine({ port: 0 });
});
afterAll(async () => {
  await machine.stop();
});

const awaitedSchema = z.object({
  reportId: z.string(),
  upload: z.object({ url: z.string(), headers: z.record(z.string(), z.string()), expiresAt: z.string() }),
});
const reportSchema = z.looseObject({ reportId: z.string(), state: z.string() });

async function api(path: string, body?: string, contentType = 'application/json') {
  const response = await fetch(new URL(path, machine.url), {
    headers: { authorization: `Bearer ${machine.token}`, 'content-type': contentType },
    ...(body !== undefined && { method: 'POST', body }),
  });
  return { status: response.status, body: z.looseObject({}).parse(await response.json()) };
}
const upload = (path: string, text: string) => api(path, text, 'application/octet-stream');

describe('a report at the running system', () => {
  const header = 'provider,account,refundId,paymentId,amount,currency,status,refundedAt,reference,customerName\n';
  const rows = Array.from(
    { length: 400 },
    (_, index) => `klarna,main,kr-${index},kp-${index},10.00,EUR,done,2026-11-1${index % 10}T10:00:00Z,,\n`,
  ).join('');

  it('shows a refund on another payment of the order: proposed, a difference, and settled by a yes', async () => {
    const dayBefore = (days: number) =>
      `${new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)}T10:00:00Z`;
    const payment = { kind: 'provider', method: 'adyen', paidAt: dayBefore(9) };
    const payments = [
      { ...payment, providerPaymentId: 'kp-first', amountMinor: 1500 },
      { ...payment, providerPaymentId: 'kp-second', amountMinor: 1000 },
    ];
    const order = aSnapshot({ orderNumber: 'ORD00951', payments });
    const note = aCreditNoteBody({ creditNoteId: 'CN-951', orderNumber: 'ORD00951', order });
    expect((await api('/shops/demo/credit-notes', JSON.stringify(note))).status).toBe(201);
    const row = `adyen,main,kr-elsewhere,kp-second,10.00,EUR,done,${dayBefore(4)},ORD00951,\n`;
    const taken = await upload('/shops/demo/reports/adyen?fileName=elsewhere.csv', header + row);
    expect(taken.status).toBe(202);
    const { reportId } = reportSchema.parse(taken.body);
    await vi.waitFor(
      async () =>
        expect((await api(`/shops/demo/reports/${reportId}`)).body).toMatchObject({
          state: 'done',
          counts: { refunds: 1, rejected: 0 },
        }),
      { timeout: 30_000, interval: 300 },
    );
    const evidence = {
      paymentId: 'kp-first',
      refundId: 'kr-elsewhere',
      otherPaymentId: 'kp-second',
      otherAccount: 'adyen/main',
    };
    const found = await vi.waitFor(
      async () => {
        const { body } = await api('/shops/demo/cases/CN-951');
        expect(body).toMatchObject({
          tasks: [{ state: { name: 'awaiting_refund' } }],
          matches: [{ state: 'proposed', explanation: { rule: 'other_payment_of_order' } }],
          differences: expect.arrayContaining([
            expect.objectContaining({ reason: 'refunded_elsewhere', state: 'open', evidence }),
          ]),
        });
        return z
          .looseObject({ matches: z.array(z.looseObject({ matchId: z.string(), etag: z.string() })) })
          .parse(body);
      },
      { timeout: 30_000, interval: 300 },
    );
    for (const [language, title] of [
      ['en', 'Refunded through another payment'],
      ['fr', 'Remboursé par un autre paiement'],
    ] as const) {
      const page = await fetch(new URL('/console/demo/differences', machine.url), {
        headers: { authorization: `Bearer ${machine.token}`, 'accept-language': language },
      });
      const text = await page.text();
      expect(text).toContain(title);
      expect(text).toContain('kp-second');
    }
    const [match] = found.matches;
    const answer = await fetch(
      new URL(`/shops/demo/matches/${encodeURIComponent(match?.matchId ?? '')}/confirm`, machine.url),
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${machine.token}`,
          'content-type': 'application/json',
          'if-match': `"${match?.etag}"`,
        },
        body: '{}',
      },
    );
    expect(answer.status).toBe(200);
    const { body } = await api('/shops/demo/cases/CN-951');
    expect(body).toMatchObject({
      tasks: [{ state: { name: 'matched' } }],
      differences: expect.arrayContaining([
        expect.objectContaining({ reason: 'refunded_elsewhere', state: 'resolved' }),
      ]),
    });
  });

  it('is read to its end, settles the task of its payment, and says what it covers', async () => {
    const payment = { kind: 'provider', method: 'klarna', amountMinor: 2500, paidAt: '2026-11-02T15:00:00.000Z' };
    const order = aSnapshot({ orderNumber: 'ORD00950', payments: [{ ...payment, providerPaymentId: 'kp-7' }] });
    const note = aCreditNoteBody({ creditNoteId: 'CN-950', orderNumber: 'ORD00950', order });
    expect((await api('/shops/demo/credit-notes', JSON.stringify(note))).status).toBe(201);

    const taken = await upload('/shops/demo/reports/klarna?fileName=november.csv', header + rows);
    expect(taken.status).toBe(202);
    const { reportId } = reportSchema.parse(taken.body);
    await vi.waitFor(
      async () => {
        const { body } = await api(`/shops/demo/reports/${reportId}`);
        expect(body).toMatchObject({ state: 'done', counts: { refunds: 400, rejected: 0 }, fileName: 'november.csv' });
      },
      { timeout: 120_000, interval: 300 },
    );
    await vi.waitFor(
      async () => {
        const { body } = await api('/shops/demo/cases/CN-950');
        expect(body).toMatchObject({ tasks: [{ state: { name: 'matched' } }] });
      },
      { timeout: 20_000, interval: 300 },
    );
    const { body: coverage } = await api('/shops/demo/coverage');
    expect(coverage.items).toContainEqual({
      provider: 'klarna',
      account: 'main',
      channels: [{ channel: 'report', spans: [{ from: '2026-11-10', until: '2026-11-19' }], seenUntil: '2026-11-19' }],
    });
    expect((await upload('/shops/demo/reports/klarna?fileName=again.csv', header + rows)).status).toBe(200);
  });

  it('is uploaded as well, and between both ways its functions use every right to files that they have', async () => {
    const content = header + rows.split('\n').slice(0, 3).join('\n');
    const sha256 = createHash('sha256').update(content).digest('hex');
    const announcement = JSON.stringify({ fileName: 'small.csv', bytes: Buffer.byteLength(content), sha256 });
    const { status, body } = await api('/shops/demo/reports/klarna', announcement);
    expect(status).toBe(202);
    const { reportId, upload: place } = awaitedSchema.parse(body);
    expect((await sentUpload(place, Buffer.from(content))).status).toBe(200);
    expect((await api(`/shops/demo/reports/${reportId}/start`, '{}')).status).toBe(202);
    await vi.waitFor(
      async () => expect((await api(`/shops/demo/reports/${reportId}`)).body).toMatchObject({ state: 'done' }),
      { timeout: 60_000, interval: 300 },
    );
    const unused = [...machine.unusedRights()].flatMap(([name, rights]) =>
      rights.filter(({ action }) => action.startsWith('s3:')).map(({ action }) => `${name} ${action}`),
    );
    expect(unused).toEqual([]);
    const counted = machine.meter.read().filter(({ kind }) => kind.startsWith('bucket_'));
    expect(new Set(counted.map(({ part, by }) => `${part} ${by}`))).toEqual(
      new Set(['receive-report PutObject', 'receive-report GetObject', 'import-report GetObject']),
    );
  });

  it('that nobody can read is refused with the reason, and one that is too large as well', async () => {
    expect(await upload('/shops/demo/reports/paypal', 'a,b\n1,2\n')).toMatchObject({
      status: 422,
      body: { code: 'report_not_known' },
    });
    const large = header + 'x'.repeat(4 * 1024 * 1024);
    expect(await upload('/shops/demo/reports/paypal', large)).toMatchObject({ status: 413 });
    expect(await upload('/shops/demo/reports/paypal?account=other', header + rows)).toMatchObject({
      status: 404,
      body: { code: 'account_unknown' },
    });
  });
});
