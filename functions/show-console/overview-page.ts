import { html } from 'hono/html';
import type { Table } from '../../shared/ports/table.ts';
import { listDifferences } from '../../shared/stores/difference-list.ts';
import { listOpenTasks } from '../../shared/stores/refund-task-store.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { differenceTexts } from '../../shared/texts/difference-texts.ts';
import { overviewTexts } from '../../shared/texts/overview-texts.ts';
import { providerName } from '../../shared/texts/provider-texts.ts';
import { amountText } from '../../shared/texts/refusal-text.ts';
import { readLaneView } from '../../shared/views/lane-view.ts';
import { outstandingOf } from '../../shared/views/outstanding.ts';
import { type Html, pageAnswer, type Visit } from './page.ts';

const pageSize = 100;
const mostRows = 2_000;

/** How the shop stands: money outstanding by provider and age, what must be decided, what waits for Retail. */
export async function overviewPage(table: Table, visit: Visit, retailAccountId: string | undefined) {
  const { say, shop, now } = visit;
  const [tasks, differences, lane] = await Promise.all([
    collected((cursor) => listOpenTasks(table, shop.shopId, pageSize, cursor)),
    collected((cursor) => listDifferences(table, shop.shopId, pageSize, cursor)),
    retailAccountId === undefined ? undefined : readLaneView(table, retailAccountId, now),
  ]);
  const main = html`<div data-fresh>${money(visit, tasks)}
<section><h2>${say(consoleTexts.differences)} <span class="count">${differences.length}</span></h2>${byReason(visit, differences)}</section>
${lane && html`<section><h2>${say(overviewTexts.retail_queue)}</h2><p>${laneText(visit, lane)}</p></section>`}</div>`;
  return pageAnswer(visit, { title: say(consoleTexts.overview), current: 'overview', main });
}

function money({ say, reader, shop }: Visit, tasks: Parameters<typeof outstandingOf>[0]): Html {
  const rows = outstandingOf(tasks, shop.today);
  if (rows.length === 0) return html`<p>${say(overviewTexts.nothing_outstanding)}</p>`;
  return html`<section><h2>${say(overviewTexts.outstanding)}</h2><div class="scroll" tabindex="0"><table>
<thead><tr><th>${say(consoleTexts.provider)}</th><th class="number">${say(overviewTexts.refunds)}</th><th class="number">${say(consoleTexts.amount)}</th><th class="number">${say(overviewTexts.overdue)}</th><th>${say(overviewTexts.share_overdue)}</th></tr></thead>
<tbody>${rows.map(({ provider, currency, count, amountMinor, overdueMinor }) => {
    const name = provider === undefined ? '–' : providerName(provider);
    return html`<tr><th scope="row">${name} · ${currency}</th><td class="number">${count}</td><td class="number">${amountText(amountMinor, reader, currency)}</td><td class="number">${amountText(overdueMinor, reader, currency)}</td>
<td><meter min="0" max="${amountMinor}" value="${overdueMinor}" aria-label="${say(overviewTexts.share_overdue)}: ${name} ${currency}"></meter></td></tr>`;
  })}</tbody></table></div></section>`;
}

function byReason({ say }: Visit, differences: readonly Readonly<{ reason: keyof typeof differenceTexts }>[]): Html {
  const counts = Map.groupBy(differences, ({ reason }) => reason);
  const rows = [...counts].toSorted(([, a], [, b]) => b.length - a.length);
  return html`<ul>${rows.map(([reason, found]) => html`<li>${say(differenceTexts[reason])} <span class="count">${found.length}</span></li>`)}</ul>`;
}

function laneText({ say }: Visit, { waiting, secondsToEmpty }: Awaited<ReturnType<typeof readLaneView>>): string {
  const count = waiting.live + waiting.backlog;
  if (count === 0) return say(overviewTexts.nothing_waits);
  const minutes = Math.ceil(secondsToEmpty / 60);
  return say(overviewTexts.waits).replace('{count}', String(count)).replace('{minutes}', String(minutes));
}

async function collected<Item>(
  page: (cursor: string | undefined) => Promise<Readonly<{ items: readonly Item[]; cursor?: string | undefined }>>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const next = await page(cursor);
    items.push(...next.items);
    cursor = next.cursor;
  } while (cursor !== undefined && items.length < mostRows);
  return items;
}
