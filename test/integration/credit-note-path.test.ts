import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Machine, startMachine } from '../../infra/local/machine.ts';
import { aCreditNoteBody, aSnapshot } from '../support/requests.ts';

let machine: Machine;

beforeAll(async () => {
  machine = await startMachine({ port: 0 });
});
afterAll(() => machine.stop());

const answerSchema = z.looseObject({ items: z.array(z.looseObject({})).optional() });

async function call(
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
) {
  const response = await fetch(new URL(path, machine.url), {
    method,
    headers: { authorization: `Bearer ${machine.token}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: answerSchema.parse(await response.json()) };
}

const creditNote = (number: number, changes: Readonly<Record<string, unknown>> = {}) => {
  const orderNumber = `ORD${number}`;
  return aCreditNoteBody({ creditNoteId: `CN-${number}`, orderNumber, order: aSnapshot({ orderNumber }), ...changes });
};
const notesOfDemo = '/shops/demo/credit-notes';

/** The case, once it has as many tasks as it should; the last answer if it never does. */
async function caseWithTasks(caseId: string, taskCount: number) {
  const path = `/shops/demo/cases/${encodeURIComponent(caseId)}`;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const { body } = await call('GET', path);
    if (z.object({ tasks: z.array(z.unknown()).length(taskCount) }).safeParse(body).success) return body;
    await delay(100);
  }
  return (await call('GET', path)).body;
}

describe('a credit note on the running system', () => {
  it('becomes a case with a refund task that says how to find the transaction', async () => {
    const { status, body } = await call('POST', notesOfDemo, creditNote(1));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      caseId: 'CN-1',
      totalMinor: 1000,
      payments: [{ provider: 'paypal', amountMinor: 1000 }],
    });
    expect(await caseWithTasks('CN-1', 1)).toMatchObject({
      caseId: 'CN-1',
      tasks: [
        {
          state: { name: 'awaiting_refund' },
          amount: '10.00',
          locateBy: {
            orderNumber: 'ORD1',
            orderValue: '25.00',
            customerName: 'Customer One',
            transactionDate: '2026-11-02T15:00:00.000Z',
            portalLink: expect.stringMatching(/\/demo\/paypal\/main\/_portal\/payments\/CAP-1$/),
          },
        },
      ],
    });
    const { body: order } = await call('GET', '/shops/demo/orders/ORD1');
    expect(order).toMatchObject({
      remaining: { totalMinor: 1500 },
      cases: ['CN-1'],
      customer: { name: 'Customer One' },
    });
  });

  it('is answered 200 when it comes again, 409 with other content, 422 with every reason', async () => {
    const { body: first } = await call('POST', notesOfDemo, creditNote(2));
    expect(await call('POST', notesOfDemo, creditNote(2))).toMatchObject({ status: 200, body: first });
    const other = await call('POST', notesOfDemo, creditNote(2, { updateInventory: false }));
    expect(other).toMatchObject({ status: 409, body: { code: 'conflicting_duplicate' } });
    const lines = [
      { orderLineId: '1', quantity: 9 },
      { orderLineId: 'x', quantity: 1 },
    ];
    const refused = await call('POST', notesOfDemo, creditNote(2, { creditNoteId: 'CN-2b', lines, currency: 'USD' }));
    expect(refused.status).toBe(422);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    const readable = { text: expect.any(String), remedy: expect.any(String) };
    expect(refused.body.reasons).toEqual([
      { code: 'currency_mismatch', asked: 'USD', remaining: 'EUR', ...readable },
      { code: 'quantity_exceeds_remaining', orderLineId: '1', asked: 9, remaining: 1, ...readable },
      { code: 'line_unknown', orderLineId: 'x', ...readable },
    ]);
  });

  it('shows its plan in a dry run and leaves nothing behind', async () => {
    const planned = await call('POST', `${notesOfDemo}?dryRun=true`, creditNote(3));
    expect(planned).toMatchObject({ status: 200, body: { caseId: 'CN-3', totalMinor: 1000 } });
    expect((await call('GET', '/shops/demo/cases/CN-3')).status).toBe(404);
    expect((await call('GET', '/shops/demo/orders/ORD3')).status).toBe(404);
  });

  it('wins alone when forty ask for the same two pieces at once', async () => {
    const asked = Array.from({ length: 40 }, (_, index) => creditNote(4, { creditNoteId: `CN-4-${index}` }));
    const send = async (body: unknown): Promise<number> => {
      const { status } = await call('POST', notesOfDemo, body);
      return status === 503 ? send(body) : status;
    };
    const statuses = await Promise.all(asked.map(send));
    expect(statuses.filter((status) => status === 201)).toHaveLength(2);
    expect(statuses.filter((status) => status === 422)).toHaveLength(38);
  });

  it('is refused whole when its form is wrong, with every place', async () => {
    const { status, body } = await call('POST', notesOfDemo, creditNote(5, { issuedAt: 'yesterday', totalMinor: 1.5 }));
    expect(status).toBe(400);
    expect(body.issues).toMatchObject([{ path: 'body.issuedAt' }, { path: 'body.totalMinor' }]);
    expect(await call('POST', notesOfDemo, '{"creditNoteId":')).toMatchObject({
      status: 400,
      body: { code: 'invalid_json' },
    });
  });
});

describe('a cancellation on the running system', () => {
  it('takes what the credit notes left', async () => {
    await call('POST', notesOfDemo, creditNote(6));
    const cancellation = { orderNumber: 'ORD6', cancelledAt: '2026-11-13T09:00:00Z', updateInventory: true };
    const cancelled = await call('POST', '/shops/demo/cancellations', cancellation);
    expect(cancelled).toMatchObject({ status: 201, body: { caseId: 'cancellation:ORD6', totalMinor: 1500 } });
    expect(await caseWithTasks('cancellation:ORD6', 1)).toMatchObject({ tasks: [{ amountMinor: 1500 }] });
  });
});

describe('whoever calls', () => {
  it('needs a token, a route that exists, and a shop that is known', async () => {
    expect((await call('GET', '/shops', undefined, { authorization: '' })).status).toBe(401);
    expect((await call('GET', '/shops', undefined, { authorization: `Bearer ${machine.token}x` })).status).toBe(401);
    expect((await call('GET', '/nowhere')).status).toBe(404);
    expect((await call('GET', '/shops/nobody/refund-tasks')).status).toBe(404);
    expect((await call('GET', '/healthz', undefined, { authorization: '' })).status).toBe(200);
  });

  it('pages through lists without losing or repeating anything', async () => {
    const seen: unknown[] = [];
    let next: unknown = '';
    while (typeof next === 'string') {
      const { body } = await call('GET', `/shops/demo/cases?limit=2${next && `&cursor=${next}`}`);
      seen.push(...(body.items ?? []).map((item) => item.caseId));
      next = body.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(['CN-1', 'CN-2', 'CN-6', 'cancellation:ORD6']));
    expect((await call('GET', '/shops/demo/cases?cursor=made-up')).status).toBe(400);
  });

  it('is led to where one signs in, and sees pages that may load nothing from elsewhere', async () => {
    const stranger = await fetch(new URL('/console/demo/to-do', machine.url), { redirect: 'manual' });
    expect([stranger.status, stranger.headers.get('location')]).toEqual([303, '/sign-in']);
    const headers = { authorization: `Bearer ${machine.token}` };
    const page = await fetch(new URL('/console/demo/to-do', machine.url), { headers });
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    expect(await page.text()).toContain('Customer One');
  });
});
