import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { freePort } from '../../infra/local/free-port.ts';

const program = fileURLToPath(new URL('../../infra/local/start.ts', import.meta.url));
const token = 'token-of-the-integration-test';
const patience = { timeout: 60_000, interval: 100 };
const tasksSchema = z.object({
  items: z.array(z.looseObject({ caseId: z.string(), amountMinor: z.number(), nextCheckAt: z.string().optional() })),
});

let folder: string;
let port: number;
let started: ChildProcess[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avoir-machine-'));
  port = await freePort();
  started = [];
});

afterEach(async () => {
  for (const child of started.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  await rm(folder, { recursive: true });
});

type Started = Readonly<{ child: ChildProcess; output: () => string; ended: Promise<unknown[]> }>;

function start(flags: readonly string[] = [], environment: Readonly<Record<string, string>> = {}): Started {
  const child = spawn(process.execPath, [program, '--data', folder, ...flags], {
    env: { ...process.env, AVOIR_PORT: String(port), AVOIR_TOKEN: token, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return { child, output: () => output, ended: once(child, 'exit') };
}

async function ready(machine: Started): Promise<void> {
  await vi.waitFor(() => expect(machine.output()).toContain('Avoir is ready'), patience);
}

async function call(path: string, body?: unknown): Promise<Readonly<{ status: number; body: unknown }>> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

const taskOf = async (caseId: string) =>
  tasksSchema.parse((await call('/shops/demo/refund-tasks')).body).items.find((task) => task.caseId === caseId);

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

/** Programs other than the machine itself that still have to do with its folder. */
async function programsOfFolder(): Promise<string> {
  const list = spawn('ps', ['-eo', 'args'], { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  list.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  await once(list, 'close');
  return text
    .split('\n')
    .filter((line) => line.includes(folder) && line.includes('dynoxide'))
    .join('\n');
}

describe('the system on one machine', () => {
  it('makes a refund task of a credit note, keeps it through kill -9, and leaves no program behind', async () => {
    const first = start();
    await ready(first);
    expect(await call('/shops/demo/credit-notes', creditNote(1))).toMatchObject({ status: 201 });
    await vi.waitFor(async () => expect(await taskOf('CN-1')).toMatchObject({ amountMinor: 1500 }), patience);

    // Accepted a moment before the machine is killed: its event may not be published yet.
    expect(await call('/shops/demo/credit-notes', creditNote(2))).toMatchObject({ status: 201 });
    first.child.kill('SIGKILL');
    await first.ended;
    await vi.waitFor(async () => expect(await programsOfFolder()).toBe(''), patience);

    const second = start();
    await ready(second);
    await vi.waitFor(async () => expect(await taskOf('CN-2')).toMatchObject({ amountMinor: 1500 }), patience);
    expect(await taskOf('CN-1')).toMatchObject({ amountMinor: 1500 });
    expect(await call('/shops/demo/credit-notes', creditNote(1))).toMatchObject({ status: 200 });
    expect(await call('/dead-letters')).toMatchObject({ status: 200, body: { items: [] } });

    second.child.kill('SIGINT');
    expect(await second.ended).toEqual([0, null]);
    expect(await programsOfFolder()).toBe('');
  });

  it('says in one line that its port is taken', async () => {
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const machine = start();
    expect(await machine.ended).toEqual([3, null]);
    other.close();
    expect(machine.output()).toBe(
      `avoir: Port ${port} is in use already: stop what listens there or choose another port.\n`,
    );
  });

  it('says in one line that its settings of shops are broken', async () => {
    const machine = start([], { AVOIR_SHOPS_FILE: join(folder, 'none.json') });
    expect(await machine.ended).toEqual([3, null]);
    expect(machine.output()).toMatch(/^avoir: The shop settings in .* cannot be read: ENOENT\.\n$/);
  });

  it('says in one line that a flag is unknown, and which port is none', async () => {
    const flag = start(['--dta']);
    expect(await flag.ended).toEqual([2, null]);
    expect(flag.output()).toMatch(/^avoir: .*--dta.*\n$/);
    const badPort = start([], { AVOIR_PORT: 'eighty' });
    expect(await badPort.ended).toEqual([2, null]);
    expect(badPort.output()).toBe('avoir: AVOIR_PORT not a port\n');
  });

  it('explains what of the templates it does without', async () => {
    const machine = start(['--explain']);
    expect(await machine.ended).toEqual([0, null]);
    expect(machine.output()).toContain('TimeToLiveSpecification');
  });
});
