import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command, Option } from 'commander';
import * as z from 'zod';
import { type AvoirAnswer, type AvoirClient, expected, unexpected } from './avoir-client.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodes, usageFailure } from './command-failure.ts';
import { connectedClient } from './connection.ts';
import { handIn } from './handing-in.ts';

const reportSchema = z.looseObject({
  reportId: z.string(),
  format: z.string().optional(),
  state: z.enum(['announced', 'waiting', 'checking', 'reading', 'done', 'refused']),
  bytes: z.int(),
  bytesRead: z.int(),
  nextRow: z.int(),
  counts: z.object({ payments: z.int(), refunds: z.int(), skipped: z.int(), rejected: z.int() }),
  rejectedRows: z.array(z.object({ line: z.int(), reason: z.string() })),
  firstDay: z.string().optional(),
  lastDay: z.string().optional(),
  refusal: z.object({ detail: z.string() }).optional(),
});
type Report = z.infer<typeof reportSchema>;
const problemSchema = z.object({ code: z.string(), title: z.string(), detail: z.string().optional() });

const examples = `
The file is recognised by its header; a file that was handed in before changes nothing. One of more than 4 MB is uploaded
first, up to 256 MB, and looked through whole before any of its rows is used. Ctrl-C ends the watching, not the
reading; the same command then goes on watching. Exit code 1: some rows could not be read, and are named.

Examples:
  avoir report november.csv --shop demo --provider paypal
  avoir report a.csv b.csv --shop demo --provider adyen --account main --json
  avoir report export.csv --shop demo --provider paypal --date-order day-first`;

const options = {
  dateOrder: new Option('--date-order <order>', 'where no date of the file shows it').choices([
    'day-first',
    'month-first',
  ]),
  decimal: new Option('--decimal <mark>', 'where no amount of the file shows it').choices(['point', 'comma']),
};

type Options = Readonly<{
  shop: string;
  provider: string;
  account: string;
  dateOrder?: 'day-first' | 'month-first';
  decimal?: 'point' | 'comma';
  json?: true;
}>;

const betweenLooksMilliseconds = 500;

/** `avoir report`: hands a provider's reports in to a running system and watches them being read. */
export function reportCommand(context: CommandContext): Command {
  return new Command('report')
    .description('hand in reports of a provider, and watch them being read')
    .argument('<files...>', 'reports, as the provider’s portal gives them')
    .option('--shop <shopId>', 'the shop', 'demo')
    .requiredOption('--provider <provider>', 'whose reports they are')
    .option('--account <account>', 'which of the shop’s accounts there', 'main')
    .addOption(options.dateOrder)
    .addOption(options.decimal)
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action(async (files: readonly string[], given: Options) => {
      const client = connectedClient(context.connection());
      const reports: (Report & Readonly<{ file: string }>)[] = [];
      for (const file of files) reports.push({ file, ...(await handedIn(client, file, given)) });
      const text = reports.map(summaryOf).join('\n');
      context.print({ text, value: reports }, given.json === true);
      if (reports.some(({ counts }) => counts.rejected > 0)) context.exitWith(exitCodes.differences);
    });
}

async function handedIn(client: AvoirClient, file: string, given: Options): Promise<Report> {
  const { shop, provider, account, dateOrder, decimal } = given;
  const base = `/shops/${encodeURIComponent(shop)}/reports`;
  const query = new URLSearchParams({
    account,
    fileName: basename(file),
    ...(dateOrder && { dateOrder: dateOrder.replace('-', '_') }),
    ...(decimal && { decimal }),
  });
  const name = basename(file);
  const answer = await handIn({
    client,
    file,
    reportsPath: base,
    providerPath: `${base}/${encodeURIComponent(provider)}?${query}`,
    sent: (bytes, ofBytes) => process.stderr.write(`\r${name}: ${percentOf(bytes, ofBytes)} % sent`),
  });
  let report = reportIn(answer, file);
  while (report.state !== 'done' && report.state !== 'refused') {
    await sleep(betweenLooksMilliseconds);
    report = expected(reportSchema, await client.get(`${base}/${report.reportId}`));
    process.stderr.write(`\r${progressOf(report, name)}`);
  }
  process.stderr.write('\n');
  if (report.refusal !== undefined) throw usageFailure(`${file}: ${report.refusal.detail}`);
  return report;
}

const percentOf = (bytes: number, ofBytes: number): number => Math.floor((100 * bytes) / ofBytes);

function progressOf({ state, nextRow, bytes, bytesRead }: Report, name: string): string {
  const percent = percentOf(bytesRead, bytes);
  return state === 'checking' ? `${name}: ${percent} % looked through` : `${name}: ${percent} % read, ${nextRow} rows`;
}

function reportIn(answer: AvoirAnswer, file: string): Report {
  if (answer.status === 202 || answer.status === 200) return reportSchema.parse(answer.body);
  const problem = problemSchema.safeParse(answer.body);
  if (answer.status === 422 && problem.success) {
    throw usageFailure(`${file}: ${problem.data.detail ?? problem.data.title}`);
  }
  throw unexpected(answer);
}

function summaryOf({
  file,
  format,
  counts,
  firstDay,
  lastDay,
  rejectedRows,
}: Report & Readonly<{ file: string }>): string {
  const { payments, refunds, skipped, rejected } = counts;
  const days = firstDay === undefined ? 'no day' : `${firstDay} to ${lastDay}`;
  const head = `${file}: ${format ?? 'report'}, ${days}: ${refunds} refunds, ${payments} payments, ${skipped} others, ${rejected} rejected`;
  return [head, ...rejectedRows.map(({ line, reason }) => `  line ${line}: ${reason}`)].join('\n');
}
