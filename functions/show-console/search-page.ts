import { html } from 'hono/html';
import { roundedMinorOf } from '../../shared/domain/decimal-amount.ts';
import { isCaseId, isOrderNumber } from '../../shared/domain/ids.ts';
import type { Table } from '../../shared/ports/table.ts';
import { refundsOfAmount, tasksOfAmount } from '../../shared/stores/keys.ts';
import { readOrder } from '../../shared/stores/order-store.ts';
import { parseRefund, type StoredRefund } from '../../shared/stores/provider-refund-store.ts';
import { readCase } from '../../shared/stores/refund-case-store.ts';
import { parseTask, type StoredTask } from '../../shared/stores/refund-task-store.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { jobTexts } from '../../shared/texts/job-texts.ts';
import { amountText } from '../../shared/texts/refusal-text.ts';
import { dayOfInstantShown } from '../../shared/texts/shown.ts';
import { summaryOf } from '../../shared/views/case-view.ts';
import { viewsOf } from '../../shared/views/task-view.ts';
import { casesTable } from './cases-page.ts';
import { jobCard } from './job-card.ts';
import { type Html, pageAnswer, type Visit } from './page.ts';

const mostFound = 25;

/** What one text finds: a credit note or a cancellation by its id, an order by its number, tasks and refunds by an amount. */
export async function searchPage(table: Table, visit: Visit, text: string) {
  const { say } = visit;
  const [cases, byAmount] = await Promise.all([casesNamed(table, visit, text), ofAmount(table, visit, text)]);
  const tasks = await viewsOf(table, visit.shop, byAmount.tasks);
  const isEmpty = cases.length + tasks.length + byAmount.refunds.length === 0;
  const main = html`${isEmpty && html`<p>${say(consoleTexts.nothing_found)}</p>`}
${cases.length > 0 && html`<section><h2>${say(consoleTexts.cases)}</h2>${casesTable(visit, cases.map(summaryOf))}</section>`}
${tasks.length > 0 && html`<section><h2>${say(jobTexts.amount_to_refund)}</h2>${tasks.map((task) => jobCard(visit, task))}</section>`}
${byAmount.refunds.length > 0 && refundsSection(visit, byAmount.refunds)}`;
  return pageAnswer(visit, { title: say(consoleTexts.found), current: '', main });
}

async function casesNamed(table: Table, { shop: { shopId } }: Visit, text: string) {
  const ids = new Set(isCaseId(text) ? [text] : []);
  if (isOrderNumber(text)) {
    const order = await readOrder(table, shopId, text);
    for (const caseId of order?.ledger.cases ?? []) ids.add(caseId);
  }
  const cases = await Promise.all([...ids].map((caseId) => readCase(table, shopId, caseId)));
  return cases.filter((found) => found !== undefined);
}

type OfAmount = Readonly<{ tasks: readonly StoredTask[]; refunds: readonly StoredRefund[] }>;

async function ofAmount(table: Table, { shop }: Visit, text: string): Promise<OfAmount> {
  const amountMinor = minorOf(text, shop.currency);
  if (amountMinor === undefined) return { tasks: [], refunds: [] };
  const rowsOf = async (partition: string) => {
    const { items } = await table.queryIndex('amount', { partition, descending: true, limit: mostFound });
    return table.getMany(items);
  };
  const [tasks, refunds] = await Promise.all([
    rowsOf(tasksOfAmount(shop.shopId, shop.currency, amountMinor)),
    rowsOf(refundsOfAmount(shop.shopId, shop.currency, amountMinor)),
  ]);
  return { tasks: tasks.map(parseTask), refunds: refunds.map(parseRefund) };
}

/** An amount as people type it, `12,50` as well as `12.50`; `undefined` for what is none. */
function minorOf(text: string, currency: string): number | undefined {
  if (!/^\d{1,9}(?:[.,]\d{1,4})?$/.test(text)) return undefined;
  return roundedMinorOf(text.replace(',', '.'), currency);
}

function refundsSection({ say, reader, shop }: Visit, refunds: readonly StoredRefund[]): Html {
  return html`<section><h2>${say(consoleTexts.seen_refunds)}</h2><ul>${refunds.map(
    ({ facts }) =>
      html`<li><code>${facts.refundId}</code> · ${facts.provider} · ${amountText(facts.amountMinor, reader, facts.currency)} · ${dayOfInstantShown(facts.createdAt, reader, shop.timeZone)}</li>`,
  )}</ul></section>`;
}
