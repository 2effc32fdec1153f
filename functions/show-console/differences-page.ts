import { html } from 'hono/html';
import type { Table } from '../../shared/ports/table.ts';
import { listDifferences } from '../../shared/stores/difference-list.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { differencePageTexts } from '../../shared/texts/difference-page-texts.ts';
import { differenceView } from '../../shared/views/difference-view.ts';
import { differenceCard } from './difference-card.ts';
import { pageAnswer, type Visit } from './page.ts';
import { isJob } from './to-do-page.ts';

const mostDifferences = 100;

/** All that somebody must decide, the oldest first. */
export async function differencesPage(table: Table, visit: Visit) {
  const { say, shop } = visit;
  const page = await listDifferences(table, shop.shopId, mostDifferences);
  const open = page.items.map(differenceView).filter((difference) => !isJob(difference));
  const main = html`<p>${say(differencePageTexts.jobs_are_elsewhere)}</p>
<div data-fresh>${open.length === 0 ? html`<p>${say(differencePageTexts.none)}</p>` : open.map((each) => differenceCard(visit, each))}
${page.cursor !== undefined && html`<p>${say(consoleTexts.more)}</p>`}</div>`;
  return pageAnswer(visit, { title: say(consoleTexts.differences), current: 'differences', main });
}
