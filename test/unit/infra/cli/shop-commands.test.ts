import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readExcelFile from 'read-excel-file/node';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { backfillCommand } from '../../../../infra/cli/backfill-command.ts';
import type { CommandContext } from '../../../../infra/cli/command-context.ts';
import { doctorCommand } from '../../../../infra/cli/doctor-command.ts';
import { liveCheckCommand } from '../../../../infra/cli/live-check-command.ts';
import { statementCommand } from '../../../../infra/cli/statement-command.ts';

type Answers = Readonly<Record<string, Readonly<{ status: number; body: unknown }>>>;

/** A command's surroundings: a system with these answers, what was printed, and how it ended. */
function surroundings(answers: Answers = {}) {
  const printed: string[] = [];
  const asked: string[] = [];
  const ended: number[] = [];
  const context: CommandContext = {
    connection: () => ({
      url: 'http://avoir.example',
      token: 'token',
      http: {
        send: async ({ method, url, body }) => {
          const call = `${method} ${new URL(url).pathname}`;
          asked.push(body === undefined ? call : `${call} ${body}`);
          const { status, body: answer } = answers[call] ?? { status: 404, body: { code: 'x', title: 'x' } };
          return { status, headers: {}, body: JSON.stringify(answer) };
        },
      },
    }),
    print: ({ text }) => printed.push(text),
    exitWith: (code) => ended.push(code),
  };
  return { context, printed, asked, ended };
}

describe('avoir doctor', () => {
  const finding = (state: string) => ({ thing: 'ecom_access', state, says: 'It says so.', about: ['orders'] });
  const examination = (state: string): Answers => ({
    'GET /shops/s/examination': { status: 200, body: { items: [finding(state)], next: null } },
    'POST /shops/s/webhooks': { status: 200, body: { heard: ['orders'], missing: [] } },
  });

  it.each([
    ['good', 0],
    ['unknown', 0],
    ['warning', 1],
    ['bad', 1],
  ])('ends with a finding that is %s as %i', async (state, code) => {
    const { context, printed, ended, asked } = surroundings(examination(state));
    await doctorCommand(context).parseAsync(['--shop', 's'], { from: 'user' });
    expect(ended).toEqual([code]);
    expect(printed[0]).toContain('It says so. (orders)');
    expect(asked).toEqual(['GET /shops/s/examination']);
  });

  it('registers webhooks only when it is told to', async () => {
    const { context, asked } = surroundings(examination('good'));
    const flags = ['--shop', 's', '--register-webhooks', '--public-url', 'https://public.example'];
    await doctorCommand(context).parseAsync(flags, { from: 'user' });
    expect(asked[0]).toBe('POST /shops/s/webhooks {"baseUrl":"https://public.example"}');
  });
});

describe('avoir backfill', () => {
  it('asks for a day in UTC and says how far it is', async () => {
    const body = { since: '2026-01-01T00:00:00.000Z', state: 'sent', sentCount: 12 };
    const { context, printed, asked } = surroundings({ 'POST /shops/s/backfill': { status: 202, body } });
    await backfillCommand(context).parseAsync(['--shop', 's', '--since', '2026-01-01'], { from: 'user' });
    expect(asked).toEqual(['POST /shops/s/backfill {"since":"2026-01-01T00:00:00.000Z"}']);
    expect(printed).toEqual(['12 orders; all are sent to be read.']);
  });

  it('says that another one is under way', async () => {
    const { context } = surroundings({ 'POST /shops/s/backfill': { status: 409, body: {} } });
    const run = backfillCommand(context).parseAsync(['--shop', 's', '--since', '2026-01-01'], { from: 'user' });
    await expect(run).rejects.toThrow(/another day/);
  });
});

describe('avoir live-check', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'avoir-live-check-'));
    const path = join(folder, 'shops.json');
    await writeFile(path, JSON.stringify({ shops: [{ shopId: 's', name: 'S' }, { shopId: 'other' }] }));
    vi.stubEnv('AVOIR_SHOPS_FILE', path);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const run = (context: CommandContext, ...flags: readonly string[]) =>
    liveCheckCommand(context).parseAsync(['--shop', 's', ...flags], { from: 'user' });

  it('keeps an answer in the settings of the shop, and nothing else is touched', async () => {
    const { context, ended } = surroundings();
    await run(context, '--check', 'credit-repeat', '--answer', 'refused', '--seen', 'A 422.');
    const file: unknown = JSON.parse(await readFile(join(folder, 'shops.json'), 'utf8'));
    expect(file).toEqual({
      shops: [
        { shopId: 's', name: 'S', liveChecks: { 'credit-repeat': { answer: 'refused', seen: 'A 422.' } } },
        { shopId: 'other' },
      ],
    });
    expect(ended).toEqual([0]);
  });

  it('lists every step with what is assumed until then, and ends as open', async () => {
    const { context, printed, ended } = surroundings();
    await run(context);
    expect(printed[0]).toContain('credit-post: open');
    expect(printed[0]).toContain('assumed until then: A second POST credit makes a second credit note.');
    expect(ended).toEqual([1]);
  });

  it.each([
    [['--answer', 'refused'], /needs the check/],
    [['--check', 'credit-repeat', '--answer', 'perhaps'], /is answered by/],
    [['--check', 'nothing'], /There is no check/],
  ])('refuses %j', async (flags, words) => {
    await expect(run(surroundings().context, ...flags)).rejects.toThrow(words);
  });
});

describe('avoir statement', () => {
  const refund = { taskId: 'CN-1~1', caseId: 'CN-1', orderNumber: 'ORD00123', amountMinor: 1000 };
  const nothing = { count: 0, amountMinor: 0 };
  const one = { count: 1, amountMinor: 1000 };
  const statement = {
    shopId: 's',
    month: '2026-10',
    asOf: '2026-10-31',
    timeZone: 'Europe/Paris',
    from: '2026-09-30T22:00:00.000Z',
    until: '2026-10-31T23:00:00.000Z',
    isFinal: true,
    accounts: [
      {
        provider: 'paypal',
        currency: 'EUR',
        openAtStart: nothing,
        totals: [{ kind: 'issued', ...one }],
        openAtEnd: one,
        openRefundsAtStart: [],
        entries: [{ ...refund, at: '2026-10-12T09:30:00.000Z', kind: 'issued' }],
        openRefundsAtEnd: [refund],
        differences: [],
      },
      {
        currency: 'EUR',
        openAtStart: nothing,
        totals: [],
        openAtEnd: nothing,
        openRefundsAtStart: [],
        entries: [],
        openRefundsAtEnd: [],
        differences: [
          { reason: 'stock_missing', openAtStart: nothing, totals: [{ kind: 'raised', ...one }], openAtEnd: one },
        ],
      },
    ],
  };
  const path = 'GET /shops/s/statements/2026-10';
  const run = (context: CommandContext, ...flags: readonly string[]) =>
    statementCommand(context).parseAsync(['--shop', 's', '--month', '2026-10', ...flags], { from: 'user' });

  it('prints what was open, what happened and what is open', async () => {
    const { context, printed } = surroundings({ [path]: { status: 200, body: statement } });
    await run(context);
    expect(printed[0]).toContain('s, 2026-10 as of 2026-10-31\n');
    expect(printed[0]).toMatch(/PayPal +EUR +Issued by credit notes +1 +10\.00/);
    // Differences alone are no row of the totals.
    expect(printed[0]).not.toMatch(/known provider +EUR +Open/);
  });

  it('writes every refund and entry to a file, as CSV for the country or as a workbook', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'avoir-statement-'));
    try {
      const { context } = surroundings({ [path]: { status: 200, body: statement } });
      const csv = join(folder, 'october.csv');
      await run(context, '--out', csv, '--locale', 'fr-FR');
      expect(await readFile(csv, 'utf8')).toContain('PayPal;EUR;Ouvert à la fin;;ORD00123;CN-1;10,00\r\n');
      const workbook = join(folder, 'october.xlsx');
      await run(context, '--out', workbook);
      const sheets = await readExcelFile(workbook);
      expect(sheets.map(({ sheet }) => sheet)).toEqual(['Statement', 'Refunds', 'Differences']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it.each([
    ['a month that is none', ['--month', '2026-13']],
    ['a day that is none', ['--as-of', 'yesterday']],
    ['a file of another kind', ['--out', 'october.pdf']],
    ['a locale that is none', ['--locale', 'not a locale']],
  ])('is wrong usage with %s', async (_, flags) => {
    const { context, asked } = surroundings();
    const command = statementCommand(context)
      .exitOverride()
      .configureOutput({ writeErr: () => undefined });
    await expect(command.parseAsync(['--shop', 's', ...flags], { from: 'user' })).rejects.toThrow(/It must/);
    expect(asked).toEqual([]);
  });

  it('is wrong usage where there can be no such statement', async () => {
    const body = { code: 'statement_in_future', title: 'Nothing can be said yet.' };
    const { context } = surroundings({ [path]: { status: 422, body } });
    await expect(run(context)).rejects.toMatchObject({ message: 'Nothing can be said yet.', exitCode: 2 });
  });
});
