import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandContext } from '../../../../infra/cli/command-context.ts';
import { reportCommand } from '../../../../infra/cli/report-command.ts';
import { sha256Hex } from '../../../support/report-world.ts';

const small = Buffer.from('\ufeffprovider,account\npaypal,main\n');
const large = Buffer.from('provider,account\n'.repeat(300_000));
const counts = { payments: 0, refunds: 2, skipped: 0, rejected: 0 };
const done = {
  reportId: 'R-1',
  state: 'done',
  format: 'x',
  bytes: 1,
  bytesRead: 1,
  nextRow: 2,
  counts,
  rejectedRows: [],
};

let folder: string;
let server: Server;
let uploadUrl: string;
let uploads: { headers: Record<string, unknown>; bytes: number; sha256: string }[];
let uploadStatus: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avoir-report-'));
  await writeFile(join(folder, 'small.csv'), small);
  await writeFile(join(folder, 'large.csv'), large);
  uploads = [];
  uploadStatus = 200;
  server = createServer(async (message, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    const content = Buffer.concat(chunks);
    uploads.push({ headers: { ...message.headers }, bytes: content.length, sha256: sha256Hex(content) });
    response.writeHead(uploadStatus).end('<Error><Code>AccessDenied</Code></Error>');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  uploadUrl = `http://127.0.0.1:${address.port}/file`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

/** The command against a system that gives these answers, one after the other. */
async function run(file: string, answers: readonly (readonly [status: number, body: unknown])[], flags: string[] = []) {
  const printed: string[] = [];
  const asked: string[] = [];
  const files: Uint8Array[] = [];
  const left = [...answers];
  const context: CommandContext = {
    connection: () => ({
      url: 'http://avoir.example',
      token: 'token',
      http: {
        send: async ({ method, url, body, bytes }) => {
          asked.push([method, new URL(url).pathname, body].filter((part) => part !== undefined).join(' '));
          if (bytes !== undefined) files.push(bytes);
          const [status, answer] = left.shift() ?? [404, { code: 'x', title: 'x' }];
          return { status, headers: {}, body: JSON.stringify(answer) };
        },
      },
    }),
    print: ({ text }) => printed.push(text),
    exitWith: () => undefined,
  };
  const given = [join(folder, file), '--provider', 'paypal', ...flags];
  await reportCommand(context).parseAsync(given, { from: 'user' });
  return { printed, asked, files };
}
const announcement = { fileName: 'large.csv', bytes: large.length, sha256: sha256Hex(large) };
const announced = () => ({
  reportId: 'R-1',
  state: 'announced',
  upload: { url: uploadUrl, headers: { 'content-type': 'application/octet-stream' } },
});

describe('avoir report', () => {
  it('posts a file of up to four megabytes byte by byte, so that it is the same from wherever it is handed in', async () => {
    const { asked, files, printed } = await run('small.csv', [[200, done]]);
    expect(asked).toEqual(['POST /shops/demo/reports/paypal']);
    expect(Buffer.from(files[0] ?? [])).toEqual(small);
    expect(printed[0]).toContain('2 refunds');
  });

  it('uploads a larger one by itself, has it read and watches that', async () => {
    const reading = { ...done, state: 'reading', nextRow: 1 };
    const { asked } = await run('large.csv', [
      [202, announced()],
      [202, { ...reading, state: 'waiting' }],
      [200, reading],
      [200, done],
    ]);
    expect(asked).toEqual([
      `POST /shops/demo/reports/paypal ${JSON.stringify(announcement)}`,
      'POST /shops/demo/reports/R-1/start {}',
      'GET /shops/demo/reports/R-1',
      'GET /shops/demo/reports/R-1',
    ]);
    expect(uploads).toMatchObject([
      {
        bytes: large.length,
        sha256: announcement.sha256,
        headers: { 'content-type': 'application/octet-stream', 'content-length': String(large.length) },
      },
    ]);
  });

  it('sends nothing where the file is there already, or was read before', async () => {
    await run('large.csv', [
      [202, { reportId: 'R-1', state: 'announced' }],
      [200, done],
    ]);
    await run('large.csv', [[200, done]]);
    expect(uploads).toEqual([]);
  });

  it('sends the file again where nothing of it arrived', async () => {
    const missing = [409, { code: 'upload_missing', title: 'Not there.' }] as const;
    await run('large.csv', [[202, announced()], missing, [202, announced()], [200, done]]);
    expect(uploads).toHaveLength(2);
    const answers = [1, 2, 3].flatMap(() => [[202, announced()], missing] as const);
    await expect(run('large.csv', answers)).rejects.toThrow('upload_missing');
  });

  it('says who refused an upload, and why', async () => {
    uploadStatus = 403;
    await expect(run('large.csv', [[202, announced()]])).rejects.toThrow(
      /refused by 127\.0\.0\.1:\d+: 403 AccessDenied/,
    );
  });

  it('asks the question of a file that could be read in two ways, though that shows late', async () => {
    const refusal = { reason: 'date_order_needed', detail: 'Is 03/04/2026 written day first or month first?' };
    const refused = { ...done, state: 'refused', refusal };
    const answers = [
      [202, announced()],
      [202, { ...done, state: 'waiting' }],
      [200, refused],
    ] as const;
    await expect(run('large.csv', answers)).rejects.toThrow('Is 03/04/2026 written day first or month first?');
  });
});
