import { html } from 'hono/html';
import * as z from 'zod';
import type { Table } from '../../shared/ports/table.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { differencePageTexts } from '../../shared/texts/difference-page-texts.ts';
import { jobTexts } from '../../shared/texts/job-texts.ts';
import { differenceView } from '../../shared/views/difference-view.ts';
import { hasProposal, proposalsOf } from '../../shared/views/proposal-view.ts';
import { differenceCard } from './difference-card.ts';
import { linksOfShop } from './link-forms.ts';
import { openWork, refreshSecondsOf } from './open-work.ts';
import { pageAnswer, pageOf, type Visit } from './page.ts';
import { proposalCard } from './proposal-card.ts';
import { isJob } from './to-do-page.ts';

// A page stays small enough for a phone on a slow line.
const differencesOfPage = 20;
const proposalsOfPage = 10;

/** From which difference on the page shows them, in its address. */
export const differencesQuerySchema = z.object({
  from: z.coerce.number().int().nonnegative().max(100_000).default(0),
});

/** All that somebody must decide: what may belong together, then the differences, the oldest first. */
export async function differencesPage(table: Table, visit: Visit, from = 0) {
  const { say, shop } = visit;
  const work = await openWork(table, shop.shopId);
  const { tasks, differences } = work;
  const open = differences.items.map(differenceView).filter((difference) => !isJob(difference));
  const proposed = tasks.items.filter(hasProposal);
  const shown = open.slice(from, from + differencesOfPage);
  const address = (first: number) => `${pageOf(shop.shopId, 'differences')}?from=${first}`;
  const [proposals, links] = await Promise.all([
    proposalsOf(table, shop, proposed.slice(0, proposalsOfPage)),
    linksOfShop(table, visit, { tasks: tasks.items, differences: differences.items }),
  ]);
  const main = html`<p>${say(differencePageTexts.jobs_are_elsewhere)}</p>
<div data-fresh="${refreshSecondsOf(work)}">${proposals.length > 0 && html`<section><h2>${say(differencePageTexts.proposals)} <span class="count">${proposed.length}</span></h2>${proposals.map((each) => proposalCard(visit, each, links.ofTask(each.task.taskId)))}</section>`}
${proposals.length > 0 && html`<h2>${say(consoleTexts.differences)} <span class="count">${open.length}</span></h2>`}
${open.length === 0 ? html`<p>${say(differencePageTexts.none)}</p>` : shown.map((each) => differenceCard(visit, each, links.ofDifference(each)))}
${
  open.length > shown.length &&
  html`<p class="facts">${from > 0 && html`<a href="${address(Math.max(0, from - differencesOfPage))}" rel="prev">${say(jobTexts.earlier_jobs)}</a>`}
<span>${from + 1}–${from + shown.length} / ${open.length}</span>${from + shown.length < open.length && html`<a href="${address(from + differencesOfPage)}" rel="next">${say(jobTexts.later_jobs)}</a>`}</p>`
}
${differences.isCut && html`<p>${say(consoleTexts.more)}</p>`}</div>`;
  return pageAnswer(visit, { title: say(consoleTexts.differences), current: 'differences', main });
}
