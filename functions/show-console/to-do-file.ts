import { type CsvCell, csvLine, csvLocaleOf } from '../../shared/csv/csv-line.ts';
import { toDecimalText } from '../../shared/domain/money.ts';
import { dayInShop } from '../../shared/domain/shop-day.ts';
import type { HttpAnswer } from '../../shared/lambda/problem.ts';
import type { Table } from '../../shared/ports/table.ts';
import { onHoldTexts, taskStateTexts } from '../../shared/texts/case-texts.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { jobTexts } from '../../shared/texts/job-texts.ts';
import { providerName } from '../../shared/texts/provider-texts.ts';
import { reportPageTexts } from '../../shared/texts/report-texts.ts';
import type { Translated } from '../../shared/texts/translated.ts';
import { collectRows } from '../../shared/views/collected-rows.ts';
import { listTaskViews, type TaskView } from '../../shared/views/task-view.ts';
import type { Visit } from './page.ts';

const pageSize = 100;

type Column = Readonly<{ title: Translated; cellOf: (task: TaskView, visit: Visit) => CsvCell }>;

const columns: readonly Column[] = [
  { title: consoleTexts.due, cellOf: ({ dueOn }) => dueOn },
  { title: consoleTexts.order, cellOf: ({ locateBy }) => locateBy.orderNumber },
  { title: consoleTexts.case, cellOf: ({ caseId }) => caseId },
  { title: consoleTexts.customer, cellOf: ({ locateBy }) => locateBy.customerName ?? '' },
  { title: consoleTexts.provider, cellOf: ({ provider }) => (provider === undefined ? '' : providerName(provider)) },
  { title: reportPageTexts.account, cellOf: ({ account }) => account ?? '' },
  { title: jobTexts.payment_method, cellOf: ({ method }) => method ?? '' },
  { title: jobTexts.payment_found, cellOf: paymentIdOf },
  { title: jobTexts.transaction_date, cellOf: paidOn },
  { title: jobTexts.order_value, cellOf: ({ locateBy }) => ({ decimal: locateBy.orderValue }) },
  { title: jobTexts.amount_to_refund, cellOf: restOf },
  { title: consoleTexts.currency, cellOf: ({ refundCurrency }) => refundCurrency },
  { title: consoleTexts.state, cellOf: stateOf },
  { title: jobTexts.taken_by, cellOf: ({ taken }) => taken?.by ?? '' },
  { title: jobTexts.portal_closes, cellOf: ({ portalClosesOn }) => portalClosesOn ?? '' },
];

/** All open refunds of a shop as CSV, the most urgent first, as the spreadsheets of the reader's country take it. */
export async function toDoFile(table: Table, visit: Visit): Promise<HttpAnswer> {
  const { shop, say, reader } = visit;
  const locale = csvLocaleOf(reader.locale);
  const { items } = await collectRows((cursor) => listTaskViews(table, shop, {}, { limit: pageSize, cursor }), {
    idOf: ({ taskId }) => taskId,
    mostRows: Number.POSITIVE_INFINITY,
  });
  const urgent = items.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  const lines = urgent.map((task) => columns.map(({ cellOf }) => cellOf(task, visit)));
  const body = [columns.map(({ title }) => say(title)), ...lines].map((cells) => csvLine(cells, locale)).join('');
  return {
    status: 200,
    // Spreadsheets take a file without this mark for the code page of their country.
    body: `\uFEFF${body}`,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${shop.shopId}-${shop.today}.csv"`,
    },
  };
}

function paymentIdOf({ located, locateBy }: TaskView): string {
  return located?.paymentId ?? locateBy.providerPaymentId ?? '';
}

function paidOn({ locateBy: { transactionDate } }: TaskView, { shop }: Visit): string {
  return transactionDate === undefined ? '' : dayInShop(transactionDate, shop.timeZone);
}

function restOf({ restMinor, refundCurrency }: TaskView): CsvCell {
  return { decimal: toDecimalText({ minor: restMinor, currency: refundCurrency }) };
}

function stateOf({ state }: TaskView, { say }: Visit): string {
  return say(state.name === 'on_hold' ? onHoldTexts[state.reason] : taskStateTexts[state.name]);
}
