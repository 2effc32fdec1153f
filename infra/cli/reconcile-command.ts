import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { csvLocaleOf } from '../../shared/csv/csv-line.ts';
import { instantOf, unixSecondsOf } from '../../shared/domain/matching/unix-time.ts';
import type { KnownHabits } from '../../shared/reports/file-habits.ts';
import { type ReportSource, UnreadableReportError } from '../../shared/reports/report-source.ts';
import type { CommandContext } from './command-context.ts';
import { type ExitCode, exitCodes, usageFailure } from './command-failure.ts';
import { importProgress } from './import/import-progress.ts';
import { readCreditNotes, readHeadings, whyNone } from './reconcile/credit-note-input.ts';
import { bytesOf, fileSource } from './reconcile/file-source.ts';
import { ProviderMovements } from './reconcile/provider-movements.ts';
import { reconcileFiles } from './reconcile/reconcile-files.ts';
import { type ReconciledLine, reconciledLines } from './reconcile/reconciled-line.ts';
import { csvLines, jsonLines } from './reconcile/result-file.ts';
import { summaryText, totalsOf } from './reconcile/summary-text.ts';
import { wholeNumber } from './tasks-command.ts';

type Options = Readonly<{
  creditNotes?: string;
  report: readonly string[];
  orders?: string;
  out?: string;
  map?: string;
  demo?: true;
  currency?: string;
  timeZone?: string;
  dateOrder?: 'day-first' | 'month-first';
  decimal?: 'point' | 'comma';
  orderPrefix?: string;
  exclusive: readonly string[];
  nameRule?: true;
  confirmLimit?: number;
  asOf?: string;
  locale: string;
  json?: true;
}>;

const help = `
Needs no server and no account, and changes nothing anywhere.

Credit notes: CSV in the columns creditNoteId,orderNumber,provider,account,paymentId,amount,currency,issuedAt,customerName
  (then orderTotal,paidAt,paymentMethod,customerEmail), the eCom API's own JSON (invoices and orders), or any CSV or XLSX
  whose headings are known in English, French, Dutch or German; --map FILE names others: {"creditNoteId": "My heading"}.
Reports: recognised by their header (PayPal activity and settlement, Stripe balance, Adyen settlement details, Mollie and
  Klarna settlements), or CSV in the columns provider,account,refundId,paymentId,amount,currency,status,refundedAt,
  reference,customerName (then kind: refund, payment, chargeback, returned). ACCOUNT=FILE names the account (default main).

Exit code: 0 everything agrees, 1 something is to be done or was not read, 2 wrong usage or a file that cannot be read.

Examples:
  avoir reconcile --demo
  avoir reconcile --credit-notes notes.csv --report paypal.csv --report stripe.csv --out result.csv
  avoir reconcile --credit-notes invoices.json --orders orders.json --currency EUR --report main=mollie.csv --out result.json
  avoir reconcile --credit-notes notes.xlsx --report paypal.csv --date-order day-first --locale fr-FR --out resultat.csv`;

/** `avoir reconcile`: two exports in, the truth out, without a server. */
export function reconcileCommand(context: CommandContext): Command {
  return new Command('reconcile')
    .description('match exported credit notes with provider reports, without a server')
    .option('--credit-notes <file>', 'the credit notes: CSV, XLSX, or JSON of the eCom API')
    .option('--report <file>', 'a report of a provider; may be repeated', collect, [])
    .option('--orders <file>', 'orders, by which payments are located: CSV, XLSX, or JSON of the eCom API')
    .option('--out <file>', 'where to write all lines: CSV, or JSON where it ends with .json')
    .option('--map <file>', 'JSON that says what the columns of the credit-note file are called')
    .option('--demo', 'use the files that come with Avoir, which show every kind of result')
    .option('--currency <code>', 'the currency where a file does not say it')
    .option('--time-zone <zone>', 'the zone of times that carry none, for example Europe/Brussels')
    .addOption(
      new Option('--date-order <order>', 'how dates like 3/11/2026 are written').choices(['day-first', 'month-first']),
    )
    .addOption(new Option('--decimal <mark>', 'what separates decimals').choices(['point', 'comma']))
    .option('--order-prefix <prefix>', 'what order numbers begin with (default: what those of the credit notes do)')
    .option('--exclusive <provider/account>', 'an account that only this shop uses; may be repeated', collect, [])
    .option('--name-rule', 'let an equal name, amount and date match without a person, where they are alone')
    .option('--confirm-limit <minor>', 'above so many cents only ids match without a person', wholeNumber)
    .option(
      '--as-of <date>',
      'when the files were exported: what is newer than a report can show then is pending',
      instant,
    )
    .option('--locale <locale>', 'writes CSV as its spreadsheets read it, for example fr-FR', locale, 'en-GB')
    .option('--json', 'print the summary as JSON')
    .addHelpText('after', help)
    .action(async (options: Options) => {
      context.exitWith(await reconcile(context, options.demo === true ? { ...options, ...demoFiles() } : options));
    });
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

function instant(text: string): string {
  const seconds = unixSecondsOf(text);
  if (seconds === undefined) throw new InvalidArgumentError('It must be a day or an instant like 2026-11-26.');
  return instantOf(seconds);
}

function locale(text: string): string {
  try {
    return new Intl.Locale(text).toString();
  } catch {
    throw new InvalidArgumentError('It must be a locale like fr-FR.');
  }
}

function demoFiles(): Pick<Options, 'creditNotes' | 'report' | 'orders'> {
  const path = (name: string): string => fileURLToPath(new URL(`reconcile/demo/${name}`, import.meta.url));
  const reports = [
    'paypal-activity.csv',
    'stripe-balance.csv',
    'adyen-settlement.csv',
    'mollie-settlement.csv',
    'bank.csv',
  ];
  return { creditNotes: path('credit-notes.csv'), orders: path('orders.csv'), report: reports.map(path) };
}

async function reconcile(context: CommandContext, options: Options): Promise<ExitCode> {
  const { creditNotes: noteFile, report: reportFiles, orders: orderFile, out } = options;
  if (noteFile === undefined) throw usageFailure('Say --credit-notes FILE (or --demo to see what comes out).');
  if (reportFiles.length === 0)
    throw usageFailure('Say --report FILE, once for each report of a provider (or --demo).');
  const reports = reportFiles.map(accountAndFile);
  const open = await openFiles([
    noteFile,
    ...(orderFile === undefined ? [] : [orderFile]),
    ...reports.map(({ file }) => file),
  ]);
  const habits = habitsOf(options);
  const headings = options.map === undefined ? undefined : await readHeadings(options.map);
  const noteOptions = { ...habits, currency: options.currency, timeZone: options.timeZone ?? 'UTC', headings };
  try {
    const notes = await naming(noteFile, () =>
      readCreditNotes(open.source(noteFile), orderFile === undefined ? undefined : open.source(orderFile), noteOptions),
    );
    if (notes.tasks.length === 0) throw usageFailure(whyNone(notes, noteFile));
    const movements = new ProviderMovements();
    for (const { account, file } of reports) {
      await naming(file, () => movements.read(open.source(file), { ...habits, account, timeZone: options.timeZone }));
    }
    open.end(true);
    const reconciliation = reconcileFiles(notes.tasks, movements, {
      orderPrefix: options.orderPrefix,
      exclusiveAccounts: options.exclusive,
      nameRule: options.nameRule === true,
      autoConfirmLimitMinor: options.confirmLimit,
      asOf: options.asOf,
    });
    const lines = reconciledLines(reconciliation);
    if (out !== undefined) await writeResult(out, lines, options.locale);
    const rejected = [...notes.rejected, ...movements.rejected];
    const input = {
      creditNotes: notes.tasks.length,
      otherDocuments: notes.otherDocuments,
      reports: movements.reports,
      rejected,
    };
    const totals = Object.fromEntries(totalsOf(lines));
    context.print({ text: summaryText(lines, input, out), value: { totals, ...input } }, options.json === true);
    const isGood = rejected.length === 0 && lines.every(({ verdict }) => needsNothing.has(verdict));
    return isGood ? exitCodes.good : exitCodes.differences;
  } finally {
    open.end(false);
  }
}

const needsNothing: ReadonlySet<string> = new Set(['matched', 'pending', 'other_channel']);

function accountAndFile(text: string): Readonly<{ account: string; file: string }> {
  const [, account, file] = /^([\w-]+)=(.+)$/.exec(text) ?? [];
  return account === undefined || file === undefined ? { account: 'main', file: text } : { account, file };
}

const orders = { 'day-first': 'day_first', 'month-first': 'month_first' } as const;
const marks = { point: '.', comma: ',' } as const;

const habitsOf = ({ dateOrder, decimal }: Options): KnownHabits => ({
  order: dateOrder && orders[dateOrder],
  mark: decimal && marks[decimal],
});

/** The files as sources, with the bytes read of all of them shown as progress: files are read twice, once to survey them. */
async function openFiles(files: readonly string[]) {
  const sizes = await Promise.all(files.map(bytesOf));
  const totalKilobytes = Math.ceil((2 * sizes.reduce((sum, size) => sum + size, 0)) / 1024);
  const progress = importProgress(process.stderr);
  let bytes = 0;
  let shown = 0;
  let isOpen = true;
  progress.begin(totalKilobytes, 'kB');
  return {
    source: (file: string): ReportSource =>
      fileSource(file, (read) => {
        bytes += read;
        // JSON and short headers are read more often than twice: the end is said once, at the end.
        const reached = Math.min(totalKilobytes - 1, Math.floor(bytes / 1024));
        if (reached > shown) progress.reach(reached);
        shown = Math.max(shown, reached);
      }),
    end(isDone: boolean) {
      if (isOpen && isDone) progress.reach(totalKilobytes);
      if (isOpen) progress.end();
      isOpen = false;
    },
  };
}

async function naming<Result>(file: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnreadableReportError) throw usageFailure(`${file}: ${error.message}`, { cause: error });
    throw error;
  }
}

async function writeResult(path: string, lines: readonly ReconciledLine[], localeName: string): Promise<void> {
  const text = path.toLowerCase().endsWith('.json') ? jsonLines(lines) : csvLines(lines, csvLocaleOf(localeName));
  try {
    await pipeline(Readable.from(text), createWriteStream(path));
  } catch (cause) {
    throw usageFailure(`${path} cannot be written.`, { cause });
  }
}
