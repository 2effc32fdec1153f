import { html } from 'hono/html';
import type { Table } from '../../shared/ports/table.ts';
import { listCases } from '../../shared/stores/refund-case-store.ts';
import { standingTexts } from '../../shared/texts/case-texts.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { amountText } from '../../shared/texts/refusal-text.ts';
import { dayShown, instantShown } from '../../shared/texts/shown.ts';
import { summaryOf } from '../../shared/views/case-view.ts';
import { type Html, pageAnswer, pageOf, type Visit } from './page.ts';

const casesOfPage = 50;

/** A case as a list shows it. */
type CaseSummary = ReturnType<typeof summaryOf>;

/** The refund cases of a shop, the newest first, page by page. */
export async function casesPage(table: Table, visit: Visit, cursor: string | undefined) {
  const { say, shop } = visit;
  const page = await listCases(table, shop.shopId, casesOfPage, cursor);
  const next = page.cursor && `${pageOf(shop.shopId, 'cases')}?cursor=${encodeURIComponent(page.cursor)}`;
  const main = html`<div data-fresh>${casesTable(visit, page.items.map(summaryOf))}${next && html`<p><a href="${next}" rel="next">${say(consoleTexts.older)}</a></p>`}</div>`;
  return pageAnswer(visit, { title: say(consoleTexts.cases), current: 'cases', main });
}

/** Cases as a table. */
export function casesTable({ say, reader, shop }: Visit, cases: readonly CaseSummary[]): Html {
  return html`<div class="scroll" tabindex="0"><table><thead><tr><th>${say(consoleTexts.opened)}</th><th>${say(consoleTexts.credit_note)}</th><th>${say(consoleTexts.order)}</th><th class="number">${say(consoleTexts.amount)}</th><th>${say(consoleTexts.state)}</th><th>${say(consoleTexts.due)}</th></tr></thead>
<tbody>${cases.map(
    ({ caseId, openedAt, orderNumber, totalMinor, currency, standing, dueOn }) =>
      html`<tr><td>${instantShown(openedAt, reader, shop.timeZone)}</td><td><a href="${pageOf(shop.shopId, `cases/${encodeURIComponent(caseId)}`)}">${caseId}</a></td><td>${orderNumber}</td>
<td class="number">${amountText(totalMinor, reader, currency)}</td><td>${say(standingTexts[standing])}</td><td>${dayShown(dueOn, reader)}</td></tr>`,
  )}</tbody></table></div>`;
}
