import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import * as z from 'zod';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { asOfSchema, monthSchema } from '../../shared/statements/asked-period.ts';
import { csvOfStatement, workbookOfStatement } from '../../shared/statements/statement-files.ts';
import type { MonthlyStatement } from '../../shared/statements/statement-of-month.ts';
import { monthlyStatementSchema } from '../../shared/statements/statement-schema.ts';
import { differencesTable, totalsTable } from '../../shared/statements/statement-tables.ts';
import type { Reader } from '../../shared/texts/translated.ts';
import { expected } from './avoir-client.ts';
import type { CommandContext } from './command-context.ts';
import { usageFailure } from './command-failure.ts';
import { connectedClient } from './connection.ts';
import { table } from './listing.ts';

const examples = `
Everything stands in the month in which Avoir learnt of it, so that a month that is over says the same for ever.

Examples:
  avoir statement                                        the shop demo, this month up to today
  avoir statement --shop online-retail --month 2026-10 --out october.xlsx
  avoir statement --month 2026-10 --as-of 2026-10-15 --json`;

const problemSchema = z.object({ title: z.string() });

type Options = Readonly<{ shop: string; month: string; asOf?: string; out?: string; locale: string; json?: true }>;

/** `avoir statement`: what a shop issued, refunded and has open, by provider and currency, in a month. */
export function statementCommand(context: CommandContext): Command {
  return new Command('statement')
    .description('the statement of a month: what was issued, refunded and is open, by provider and currency')
    .option('--shop <shopId>', 'the shop', 'demo')
    .option('--month <month>', 'a month like 2026-11', parsedMonth, systemClock.now().slice(0, 'YYYY-MM'.length))
    .option('--as-of <day>', 'as of a day of it (default: its end, or today)', parsedDay)
    .option('--out <file>', 'write every refund and entry to a file: .csv or .xlsx', parsedFile)
    .option('--locale <locale>', 'how the file writes numbers, and in which language', parsedLocale, 'en')
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action(async ({ shop, month, asOf, out, locale, json }: Options) => {
      const query = asOf === undefined ? '' : `?${new URLSearchParams({ asOf })}`;
      const path = `/shops/${encodeURIComponent(shop)}/statements/${month}${query}`;
      const answer = await connectedClient(context.connection()).get(path);
      // A shop that is not there, a day to come, a day of another month: it was asked for wrongly.
      if (answer.status === 404 || answer.status === 422) throw usageFailure(problemSchema.parse(answer.body).title);
      const statement: MonthlyStatement = expected(monthlyStatementSchema, answer);
      if (out !== undefined) await writeFile(out, await fileOf(statement, out, readerOf(locale)));
      context.print({ text: textOf(statement, out), value: statement }, json === true);
    });
}

const fileOf = async (statement: MonthlyStatement, path: string, reader: Reader): Promise<string | Uint8Array> =>
  path.endsWith('.csv') ? csvOfStatement(statement, reader) : workbookOfStatement(statement, reader);

const readerOf = (locale: string): Reader => ({ language: /^fr\b/i.test(locale) ? 'fr' : 'en', locale });

function textOf(statement: MonthlyStatement, out: string | undefined): string {
  const { shopId, month, asOf, isFinal, accounts } = statement;
  const english: Reader = { language: 'en', locale: 'en' };
  const tables = [totalsTable, differencesTable].map((tableOf) => tableOf(statement, english));
  const shown = tables
    .filter(({ rows }) => rows.length > 0)
    .map(({ headings, rows }) =>
      table(
        headings,
        rows.map((cells) => cells.map((cell) => (typeof cell === 'string' ? cell : cell.decimal))),
      ),
    );
  return [
    `${shopId}, ${month} as of ${asOf}${isFinal ? '' : ' (not final yet)'}`,
    ...(accounts.length === 0 ? ['Nothing was open or happened.'] : shown),
    ...(out === undefined ? [] : [`Every refund and entry is in ${out}.`]),
  ].join('\n\n');
}

function parsedMonth(text: string): string {
  if (!monthSchema.safeParse(text).success) throw new InvalidArgumentError('It must be a month like 2026-11.');
  return text;
}

function parsedDay(text: string): string {
  if (!asOfSchema.safeParse({ asOf: text }).success)
    throw new InvalidArgumentError('It must be a day like 2026-11-30.');
  return text;
}

function parsedFile(path: string): string {
  if (!/\.(?:csv|xlsx)$/.test(path)) throw new InvalidArgumentError('It must end in .csv or .xlsx.');
  return path;
}

function parsedLocale(text: string): string {
  try {
    Intl.getCanonicalLocales(text);
    return text;
  } catch {
    throw new InvalidArgumentError('It must be a locale like fr-CA.');
  }
}
