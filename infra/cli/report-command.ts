import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command, Option } from 'commander';
import * as z from 'zod';
import { decodedText } from '../../shared/reports/decoded-text.ts';
import { type AvoirAnswer, type AvoirClient, expected, unexpected } from './avoir-client.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodes, usageFailure } from './command-failure.ts';
import { connectedClient } from './connection.ts';

const reportSchema = z.looseObject({
  reportId: z.string(),
  format: z.string(),
  state: z.enum(['waiting', 'reading', 'done']),
  nextRow: z.int(),
  counts: z.object({ payments: z.int(), refunds: z.int(), skipped: z.int(), rejected: z.int() }),
  rejectedRows: z.array(z.object({ line: z.int(), reason: z.string() })),
  firstDay: z.string().optional(),
  lastDay: z.string().optional(),
});
type Report = z.infer<typeof reportSchema>;
const problemSchema = z.object({ code: z.string(), title: z.string(), detail: z.string().optional() });

const examples = `
The file is recognised by its header; a file that was handed in before changes nothing. Ctrl-C ends the watching, not the
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
  const answer = await client.postFile(`${base}/${encodeURIComponent(provider)}?${query}`, await textOf(file));
  let report = reportIn(answer, file);
  while (report.state !== 'done') {
    await sleep(betweenLooksMilliseconds);
    report = expected(reportSchema, await client.get(`${base}/${report.reportId}`));
    process.stderr.write(`\r${basename(file)}: ${report.nextRow} rows read`);
  }
  process.stderr.write('\n');
  return report;
}

async function textOf(file: string): Promise<string> {
  await stat(file).catch((cause: unknown) => {
    throw usageFailure(`${file} cannot be read.`, { cause });
  });
  let text = '';
  for await (const part of decodedText(createReadStream(file))) text += part;
  return text;
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
  const head = `${file}: ${format}, ${days}: ${refunds} refunds, ${payments} payments, ${skipped} others, ${rejected} rejected`;
  return [head, ...rejectedRows.map(({ line, reason }) => `  line ${line}: ${reason}`)].join('\n');
}
