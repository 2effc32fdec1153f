import type { CsvCell } from '../csv/csv-line.ts';
import { toDecimalText } from '../domain/money.ts';
import { dayInShop } from '../domain/shop-day.ts';
import { type AccountStatement, hasRefunds, type OpenRefund } from '../domain/statement.ts';
import { consoleTexts } from '../texts/console-texts.ts';
import { differenceTexts } from '../texts/difference-texts.ts';
import { providerName } from '../texts/provider-texts.ts';
import { bookingTexts, differenceBookingTexts, statementTexts } from '../texts/statement-texts.ts';
import { inLanguage, type Reader, type Translated } from '../texts/translated.ts';
import type { MonthlyStatement } from './statement-of-month.ts';

type StatementRow = readonly CsvCell[];

/** A table of a statement: its name, its headings and its rows, in the language of the reader. */
export type StatementTable = Readonly<{ name: string; headings: readonly string[]; rows: readonly StatementRow[] }>;

/** The totals of every account that has refunds: what was open at the start, what happened, what is open at the end. */
export function totalsTable({ accounts }: MonthlyStatement, reader: Reader): StatementTable {
  const say = sayer(reader);
  return {
    name: say(statementTexts.statement),
    headings: [
      consoleTexts.provider,
      consoleTexts.currency,
      statementTexts.entry,
      statementTexts.count,
      consoleTexts.amount,
    ].map(say),
    rows: accounts.filter(hasRefunds).flatMap((account) => {
      const row = (text: Translated, { count, amountMinor }: AccountStatement['openAtStart']): StatementRow => [
        ...namesOf(account, say),
        say(text),
        { decimal: String(count) },
        amountOf(account, amountMinor),
      ];
      return [
        row(statementTexts.open_at_start, account.openAtStart),
        ...account.totals.map((total) => row(bookingTexts[total.kind], total)),
        row(statementTexts.open_at_end, account.openAtEnd),
      ];
    }),
  };
}

/** Every refund that was open at the start, every entry, and every refund that is open at the end: the amounts of a provider tie out. */
export function refundsTable({ accounts, timeZone }: MonthlyStatement, reader: Reader): StatementTable {
  const say = sayer(reader);
  return {
    name: say(statementTexts.refunds),
    headings: [
      consoleTexts.provider,
      consoleTexts.currency,
      statementTexts.entry,
      statementTexts.day,
      consoleTexts.order,
      statementTexts.credit_note,
      consoleTexts.amount,
    ].map(say),
    rows: accounts.flatMap((account) => {
      const row = (text: Translated, day: string, { orderNumber, caseId, amountMinor }: OpenRefund): StatementRow => [
        ...namesOf(account, say),
        say(text),
        day,
        orderNumber,
        caseId,
        amountOf(account, amountMinor),
      ];
      return [
        ...account.openRefundsAtStart.map((refund) => row(statementTexts.open_at_start, '', refund)),
        ...account.entries.map((entry) => row(bookingTexts[entry.kind], dayInShop(entry.at, timeZone), entry)),
        ...account.openRefundsAtEnd.map((refund) => row(statementTexts.open_at_end, '', refund)),
      ];
    }),
  };
}

/** The differences of every account by their reason: how many were open, were found and ended, and what they come to. */
export function differencesTable({ accounts }: MonthlyStatement, reader: Reader): StatementTable {
  const say = sayer(reader);
  return {
    name: say(consoleTexts.differences),
    headings: [
      consoleTexts.provider,
      consoleTexts.currency,
      consoleTexts.reason,
      statementTexts.entry,
      statementTexts.count,
      consoleTexts.amount,
    ].map(say),
    rows: accounts.flatMap((account) =>
      account.differences.flatMap(({ reason, openAtStart, totals, openAtEnd }) => {
        const row = (text: Translated, { count, amountMinor }: AccountStatement['openAtStart']): StatementRow => [
          ...namesOf(account, say),
          say(differenceTexts[reason]),
          say(text),
          { decimal: String(count) },
          amountOf(account, amountMinor),
        ];
        return [
          row(statementTexts.open_at_start, openAtStart),
          ...totals.map((total) => row(differenceBookingTexts[total.kind], total)),
          row(statementTexts.open_at_end, openAtEnd),
        ];
      }),
    ),
  };
}

const sayer =
  (reader: Reader) =>
  (text: Translated): string =>
    inLanguage(text, reader);

const namesOf = ({ provider, currency }: AccountStatement, say: (text: Translated) => string): readonly string[] => [
  provider === undefined ? say(statementTexts.nobody_known) : providerName(provider),
  currency,
];

const amountOf = ({ currency }: AccountStatement, minor: number): CsvCell => ({
  decimal: toDecimalText({ minor, currency }),
});
