import { html } from 'hono/html';
import { millisecondsOf } from '../../shared/domain/instants.ts';
import { lastDayOfMonth, monthAfter } from '../../shared/domain/shop-day.ts';
import {
  type AccountStatement,
  type DifferencesOfReason,
  hasRefunds,
  type OpenRefund,
  type Total,
} from '../../shared/domain/statement.ts';
import { type StatementPeriod, statementPeriodOf } from '../../shared/domain/statement-period.ts';
import type { Table } from '../../shared/ports/table.ts';
import { statementOfMonth } from '../../shared/statements/statement-of-month.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { differenceTexts } from '../../shared/texts/difference-texts.ts';
import { problemTexts } from '../../shared/texts/problem-texts.ts';
import { providerName } from '../../shared/texts/provider-texts.ts';
import { amountText } from '../../shared/texts/refusal-text.ts';
import { dayOfInstantShown, dayShown } from '../../shared/texts/shown.ts';
import { bookingTexts, differenceBookingTexts, statementTexts } from '../../shared/texts/statement-texts.ts';
import type { Translated } from '../../shared/texts/translated.ts';
import { type Html, pageAnswer, pageOf, type Visit } from './page.ts';

/** What somebody asks for; nothing is the current month up to today. */
export type StatementQuery = Readonly<{ month?: string | undefined; asOf?: string | undefined }>;

const shownOfList = 200;

/** The statement of a month: by provider and currency what was open, what happened and what is open, with all of it as files. */
export async function statementPage(table: Table, visit: Visit, { month, asOf }: StatementQuery) {
  const { say, shop, now } = visit;
  const asked = month ?? shop.today.slice(0, 'YYYY-MM'.length);
  const period = statementPeriodOf(asked, asOf === '' ? undefined : asOf, { now, timeZone: shop.timeZone });
  const refusal = typeof period === 'string' ? problemTexts[period] : undefined;
  const main = html`${form(visit, asked, asOf)}
${refusal && html`<p role="alert">${say(refusal)}</p>`}
${typeof period !== 'string' && (await statement(table, visit, period))}`;
  return pageAnswer(visit, { title: say(statementTexts.title), current: 'statement', main });
}

function form({ say, shop }: Visit, month: string, asOf: string | undefined): Html {
  const address = pageOf(shop.shopId, 'statement');
  const next = monthAfter(month, 1);
  return html`<form action="${address}" class="fields"><label>${say(statementTexts.month)} <input type="month" name="month" required pattern="20\\d\\d-\\d\\d" value="${month}"></label>
<label>${say(statementTexts.as_of)} <input type="date" name="asOf" value="${asOf ?? ''}"></label><button>${say(statementTexts.show)}</button></form>
<p class="facts"><a href="${address}?month=${monthAfter(month, -1)}" rel="prev">${say(statementTexts.earlier)}</a>
${next <= shop.today && html`<a href="${address}?month=${next}" rel="next">${say(statementTexts.later)}</a>`}</p>`;
}

async function statement(table: Table, visit: Visit, period: StatementPeriod): Promise<Html> {
  const { say, shop, reader, now } = visit;
  const { month, asOf, isFinal } = period;
  const { accounts } = await statementOfMonth(table, { shopId: shop.shopId, currency: shop.currency, now }, period);
  const file = (kind: 'csv' | 'xlsx') => `/shops/${shop.shopId}/statements/${month}/${kind}?asOf=${asOf}`;
  const days = new Intl.DateTimeFormat(reader.locale, { dateStyle: 'long', timeZone: 'UTC' });
  const span = days.formatRange(noonOf(`${month}-01`), noonOf(asOf));
  return html`<p><strong>${span}</strong>${asOf !== lastDayOfMonth(month) && html` (${say(statementTexts.as_of).toLowerCase()} ${dayShown(asOf, reader)})`}. ${say(isFinal ? statementTexts.final : statementTexts.not_final)} ${say(statementTexts.dated_when_known)}</p>
${
  accounts.length === 0
    ? html`<p>${say(statementTexts.nothing)}</p>`
    : html`<p class="actions"><a class="button" href="${file('xlsx')}" download>${say(statementTexts.as_xlsx)}</a> <a class="button" href="${file('csv')}" download>${say(statementTexts.as_csv)}</a></p>`
}
${accounts.map((account) => accountSection(visit, account))}`;
}

const noonOf = (day: string): number => millisecondsOf(`${day}T12:00:00Z`);

function accountSection(visit: Visit, account: AccountStatement): Html {
  const { say } = visit;
  const { provider, currency, entries, openRefundsAtStart, openRefundsAtEnd } = account;
  const name = provider === undefined ? say(statementTexts.nobody_known) : providerName(provider);
  return html`<section class="account"><h2>${name} · ${currency}</h2>${totalsTable(visit, account)}
${list(visit, account, statementTexts.open_at_start, openRefundsAtStart)}
${list(visit, account, statementTexts.entries, entries)}
${list(visit, account, statementTexts.open_at_end, openRefundsAtEnd)}
${differences(visit, account)}</section>`;
}

function totalsTable({ say, reader }: Visit, account: AccountStatement): Html | false {
  const { currency, openAtStart, totals, openAtEnd } = account;
  if (!hasRefunds(account)) return false;
  const row = (text: Translated, { count, amountMinor }: Total) =>
    html`<tr><th scope="row">${say(text)}</th><td class="number">${count}</td><td class="number">${amountText(amountMinor, reader, currency)}</td></tr>`;
  return html`<div class="scroll" tabindex="0"><table>
<thead><tr><th>${say(statementTexts.entry)}</th><th class="number">${say(statementTexts.count)}</th><th class="number">${say(consoleTexts.amount)}</th></tr></thead>
<tbody>${row(statementTexts.open_at_start, openAtStart)}${totals.map((total) => row(bookingTexts[total.kind], total))}${row(statementTexts.open_at_end, openAtEnd)}</tbody></table></div>`;
}

type Listed = OpenRefund & Partial<Pick<AccountStatement['entries'][number], 'at' | 'kind'>>;

function list(
  visit: Visit,
  { currency }: AccountStatement,
  title: Translated,
  refunds: readonly Listed[],
): Html | false {
  const { say, reader, shop } = visit;
  if (refunds.length === 0) return false;
  const shown = refunds.slice(0, shownOfList);
  const rest = say(statementTexts.all_in_file)
    .replace('{shown}', String(shown.length))
    .replace('{count}', String(refunds.length));
  return html`<details><summary>${say(title)} <span class="count">${refunds.length}</span></summary>${shown.length < refunds.length && html`<p>${rest}</p>`}
<div class="scroll" tabindex="0"><table><tbody>${shown.map(
    ({ caseId, orderNumber, amountMinor, at, kind }) =>
      html`<tr>${at !== undefined && html`<td>${dayOfInstantShown(at, reader, shop.timeZone)}</td>`}${kind !== undefined && html`<td>${say(bookingTexts[kind])}</td>`}
<td><a href="${pageOf(shop.shopId, `cases/${encodeURIComponent(caseId)}`)}">${caseId}</a></td><td>${orderNumber}</td><td class="number">${amountText(amountMinor, reader, currency)}</td></tr>`,
  )}</tbody></table></div></details>`;
}

function differences(visit: Visit, { currency, differences: found }: AccountStatement): Html | false {
  const { say, reader } = visit;
  if (found.length === 0) return false;
  const total = ({ count, amountMinor }: Total) => html`${count} · ${amountText(amountMinor, reader, currency)}`;
  const happened = ({ totals }: DifferencesOfReason) =>
    totals.map((each) => html`${say(differenceBookingTexts[each.kind])}${say(consoleTexts.colon)}${total(each)}<br>`);
  return html`<h3>${say(consoleTexts.differences)}</h3><div class="scroll" tabindex="0"><table>
<thead><tr><th>${say(consoleTexts.reason)}</th><th>${say(statementTexts.open_at_start)}</th><th>${say(statementTexts.entries)}</th><th>${say(statementTexts.open_at_end)}</th></tr></thead>
<tbody>${found.map(
    (each) =>
      html`<tr><th scope="row">${say(differenceTexts[each.reason])}</th><td>${total(each.openAtStart)}</td><td>${happened(each)}</td><td>${total(each.openAtEnd)}</td></tr>`,
  )}</tbody></table></div>`;
}
