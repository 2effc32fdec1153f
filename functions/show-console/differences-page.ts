import { html } from 'hono/html';
import type { Table } from '../../shared/ports/table.ts';
import { listDifferences } from '../../shared/stores/difference-list.ts';
import { listOpenTasks } from '../../shared/stores/refund-task-store.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { differencePageTexts } from '../../shared/texts/difference-page-texts.ts';
import { differenceView } from '../../shared/views/difference-view.ts';
import { proposalsOf } from '../../shared/views/proposal-view.ts';
import { differenceCard } from './difference-card.ts';
import { linksOfShop } from './link-forms.ts';
import { pageAnswer, type Visit } from './page.ts';
import { proposalCard } from './proposal-card.ts';
import { allOf, isJob } from './to-do-page.ts';

const mostDifferences = 100;

/** All that somebody must decide: what may belong together, then the differences, the oldest first. */
export async function differencesPage(table: Table, visit: Visit) {
  const { say, shop } = visit;
  const [page, tasks] = await Promise.all([
    listDifferences(table, shop.shopId, mostDifferences),
    allOf((cursor) => listOpenTasks(table, shop.shopId, mostDifferences, cursor)),
  ]);
  const open = page.items.map(differenceView).filter((difference) => !isJob(difference));
  const [proposals, links] = await Promise.all([
    proposalsOf(table, shop, tasks.items),
    linksOfShop(table, visit, { tasks: tasks.items, differences: page.items }),
  ]);
  const main = html`<p>${say(differencePageTexts.jobs_are_elsewhere)}</p>
<div data-fresh>${proposals.length > 0 && html`<section><h2>${say(differencePageTexts.proposals)} <span class="count">${proposals.length}</span></h2>${proposals.map((each) => proposalCard(visit, each, links.ofTask(each.task.taskId)))}</section>`}
${proposals.length > 0 && html`<h2>${say(consoleTexts.differences)} <span class="count">${open.length}</span></h2>`}
${open.length === 0 ? html`<p>${say(differencePageTexts.none)}</p>` : open.map((each) => differenceCard(visit, each, links.ofDifference(each)))}
${page.cursor !== undefined && html`<p>${say(consoleTexts.more)}</p>`}</div>`;
  return pageAnswer(visit, { title: say(consoleTexts.differences), current: 'differences', main });
}
