import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { type Machine, startMachine } from '../../infra/local/machine.ts';
import { aCreditNoteBody, aSnapshot } from '../support/requests.ts';

let machine: Machine;
beforeAll(async () => {
  machine = await startMachine({ port: 0 });
});
afterAll(async () => {
  await machine.stop();
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
      { timeout: 60_000, interval: 300 },
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
