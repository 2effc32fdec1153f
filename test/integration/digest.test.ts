import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { type Machine, startMachine } from '../../infra/local/machine.ts';
import { defaultShopsFile } from '../../infra/local/shops-file.ts';
import { aCreditNoteBody } from '../support/requests.ts';

const patience = { timeout: 60_000, interval: 100 };
const secret = `whsec_${Buffer.from('a-secret-of-32-bytes-for-signing').toString('base64')}`;
const fileSchema = z.object({ shops: z.array(z.looseObject({ shopId: z.string() })) });

let folder: string;
let machine: Machine | undefined;
let listener: ReturnType<typeof createServer>;
let received: { headers: IncomingHttpHeaders; body: string }[];
let webhookUrl: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avoir-digest-'));
  received = [];
  listener = createServer(async (message, response) => {
    received.push({ headers: message.headers, body: await text(message) });
    // Not taken: it is tried again minutes later, which test/unit/functions/digests.test.ts does not wait for.
    response.writeHead(503).end();
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('The operating system gave no port.');
  webhookUrl = `http://127.0.0.1:${address.port}/board`;
});
afterEach(async () => {
  await machine?.stop();
  machine = undefined;
  listener.closeAllConnections();
  listener.close();
  await rm(folder, { recursive: true });
});

/** The demo shop alone, told or not told in the morning, which begins at midnight. */
async function shopsFile(isTold: boolean): Promise<string> {
  const { shops } = fileSchema.parse(JSON.parse(await readFile(defaultShopsFile, 'utf8')));
  const digest = { at: '00:00', language: 'fr', webhookUrl, webhookSecret: secret };
  const [{ digest: _, ...demo } = { shopId: '' }] = shops;
  const path = join(folder, `shops-${isTold}.json`);
  await writeFile(path, JSON.stringify({ shops: [{ ...demo, ...(isTold && { digest }) }] }));
  return path;
}

it('a shop is told in the morning what it has to do, by mail and by a signed webhook, once', async () => {
  const dataFolder = join(folder, 'data');
  machine = await startMachine({ port: 0, dataFolder, shopsFile: await shopsFile(false) });
  const { url, token } = machine;
  const made = await fetch(new URL('/shops/demo/credit-notes', url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(aCreditNoteBody()),
  });
  expect(made.status).toBe(201);
  const headers = { authorization: `Bearer ${token}` };
  await vi.waitFor(async () => {
    const answer = await fetch(new URL('/shops/demo/refund-tasks', url), { headers });
    expect(z.object({ items: z.array(z.unknown()).length(1) }).safeParse(await answer.json()).success).toBe(true);
  }, patience);
  await machine.stop();

  machine = await startMachine({ port: 0, dataFolder, shopsFile: await shopsFile(true) });
  const told = machine;
  await vi.waitFor(() => expect(received).toHaveLength(1), patience);
  const mails = (await readFile(join(dataFolder, 'mails.jsonl'), 'utf8')).trim().split('\n');
  expect(mails.map((line) => JSON.parse(line))).toMatchObject([
    { shopId: 'demo', subject: expect.stringMatching(/^Demo shop: 1 remboursement, 10,00 EUR/) },
  ]);
  const [posted] = received;
  const signed = Object.fromEntries(
    Object.entries(posted?.headers ?? {}).filter(([name]) => name.startsWith('webhook-')),
  );
  const verified = new Webhook(secret).verify(posted?.body ?? '', z.record(z.string(), z.string()).parse(signed));
  expect(verified).toMatchObject({ type: 'digest.v1', data: { shopId: 'demo', refundCount: 1 } });
  expect(await readFile(told.logPath, 'utf8')).not.toContain('access_denied');
  expect(await readFile(told.logPath, 'utf8')).not.toContain(secret);
  await vi.waitFor(() => {
    const unused = ['make-digests', 'send-digest'].flatMap((name) => told.unusedRights().get(name) ?? []);
    expect(unused.map(({ action }) => action).filter((action) => !action.startsWith('sqs:'))).toEqual([]);
  }, patience);
}, 120_000);
