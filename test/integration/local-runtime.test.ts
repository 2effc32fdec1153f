import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { startProgram } from '../support/started-program.ts';

const token = 'token-of-the-integration-test';
const patience = { timeout: 60_000, interval: 100 };
const tasksSchema = z.object({ items: z.array(z.looseObject({ caseId: z.string(), amountMinor: z.number() })) });

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avoir-machine-'));
});
afterEach(() => rm(folder, { recursive: true }));

const start = () => startProgram(['--port', '0', '--data', folder], { AVOIR_TOKEN: token });

async function call(url: string, path: string, body?: unknown): Promise<Readonly<{ status: number; body: unknown }>> {
  const response = await fetch(new URL(path, url), {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

async function amountsOf(url: string, caseId: string): Promise<readonly number[]> {
  const { items } = tasksSchema.parse((await call(url, '/shops/demo/refund-tasks')).body);
  return items.filter((task) => task.caseId === caseId).map(({ amountMinor }) => amountMinor);
}

const creditNote = (number: number) => ({
  creditNoteId: `CN-${number}`,
  orderNumber: `ORD-${number}`,
  issuedAt: '2026-11-02T10:00:00Z',
  currency: 'EUR',
  updateInventory: true,
  lines: [{ orderLineId: '1', quantity: 1 }],
  refundShipping: false,
  refundPaymentCosts: false,
  order: {
    orderNumber: `ORD-${number}`,
    placedAt: '2026-11-01T10:00:00Z',
    currency: 'EUR',
    customer: { name: 'Robin Voorbeeld' },
    lines: [{ orderLineId: '1', sku: 'A', title: 'Lamp', quantity: 2, totalMinor: 3000 }],
    shippingMinor: 0,
    paymentCostsMinor: 0,
    payments: [
      {
        kind: 'provider',
        method: 'stripe',
        provider: 'stripe',
        account: 'main',
        amountMinor: 3000,
        paidAt: '2026-11-01T10:00:00Z',
      },
    ],
  },
});

describe('the system on one machine', () => {
  it('makes exactly one refund task of a credit note that it accepted a moment before kill -9', async () => {
    await using first = start();
    expect(await call(await first.ready, '/shops/demo/credit-notes', creditNote(1))).toMatchObject({ status: 201 });
    first.kill('SIGKILL');
    await first.ended;

    await using second = start();
    const url = await second.ready;
    await vi.waitFor(async () => expect(await amountsOf(url, 'CN-1')).toEqual([1500]), patience);
    expect(await call(url, '/shops/demo/credit-notes', creditNote(1))).toMatchObject({ status: 200 });
    expect(await call(url, '/dead-letters')).toMatchObject({ status: 200, body: { items: [] } });
    expect(await amountsOf(url, 'CN-1')).toEqual([1500]);
  });
});
