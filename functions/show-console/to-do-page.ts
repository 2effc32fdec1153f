import { html } from 'hono/html';
import type { SuggestedAction } from '../../shared/domain/difference.ts';
import type { Table } from '../../shared/ports/table.ts';
import { listDifferences } from '../../shared/stores/difference-list.ts';
import { listOpenTasks, type StoredTask } from '../../shared/stores/refund-task-store.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { jobTexts } from '../../shared/texts/job-texts.ts';
import type { Translated } from '../../shared/texts/translated.ts';
import { type DifferenceView, differenceView } from '../../shared/views/difference-view.ts';
import { type TaskView, viewsOf } from '../../shared/views/task-view.ts';
import { differenceCard } from './difference-card.ts';
import { jobCard } from './job-card.ts';
import { linksOfShop } from './link-forms.ts';
import { type Html, pageAnswer, pageOf, type Visit } from './page.ts';
import { isAsked, isEmptyFilter, type ToDoFilter, toDoFilter } from './to-do-filter.ts';

const mostJobs = 200;
const pageSize = 100;

type Place = 'provider_portal' | 'ecom' | 'bank' | 'retail' | 'seen_by_itself';

/** Where the person must be for what a difference asks them to do; `undefined` where they must decide, not do. */
const placeOfAction: Partial<Record<SuggestedAction, Place>> = {
  create_credit_note: 'ecom',
  cancel_order: 'ecom',
  answer_copy: 'ecom',
  say_provider: 'ecom',
  check_stock: 'retail',
  check_gift_card: 'retail',
};

const places: readonly (readonly [Place, Translated])[] = [
  ['provider_portal', jobTexts.provider_portal],
  ['ecom', jobTexts.ecom],
  ['bank', jobTexts.bank],
  ['retail', jobTexts.retail],
  ['seen_by_itself', jobTexts.seen_by_itself],
];

/** What a difference must be done about, if it is a job and no decision. */
export const isJob = ({ action }: Pick<DifferenceView, 'action'>): boolean => placeOfAction[action] !== undefined;

/** The list of all that somebody must do, or of what they ask for, by where they must be for it, the most urgent first. */
export async function toDoPage(table: Table, visit: Visit, asked: ToDoFilter = {}) {
  const { say, shop } = visit;
  const [tasks, differences] = await Promise.all([
    allOf((cursor) => listOpenTasks(table, shop.shopId, pageSize, cursor)),
    allOf((cursor) => listDifferences(table, shop.shopId, pageSize, cursor)),
  ]);
  const [views, links] = await Promise.all([
    viewsOf(table, shop, tasks.items.filter(isToBeDone)),
    linksOfShop(table, visit, { tasks: tasks.items, differences: differences.items }),
  ]);
  const urgent = views.filter((task) => isAsked(task, visit, asked)).toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  // Nobody takes a difference, and it has no due day: whoever asks for that sees refunds alone.
  const doable = isEmptyFilter(asked) ? differences.items.map(differenceView).filter(isJob) : [];
  const isMore = tasks.isMore || differences.isMore;
  const groups = places.flatMap(([place, title]) => {
    const cards = [
      ...urgent.filter((task) => placeOf(task) === place).map((task) => jobCard(visit, task)),
      ...doable
        .filter(({ action }) => placeOfAction[action] === place)
        .map((found) => differenceCard(visit, found, links.ofDifference(found))),
    ];
    return cards.length === 0 ? [] : [group(say(title), cards)];
  });
  const main = html`${views.length > 0 && toDoFilter(visit, views, asked)}
<div data-fresh>${groups.length === 0 ? html`<p>${say(isEmptyFilter(asked) ? jobTexts.nothing_to_do : jobTexts.nothing_asked)}</p>` : groups}
${isMore && html`<p>${say(consoleTexts.more)}</p>`}</div>
${views.length > 0 && html`<p class="actions"><a href="${pageOf(shop.shopId, 'to-do.csv')}" download>${say(jobTexts.as_file)}</a> <button type="button" class="quiet" data-prints>${say(jobTexts.print)}</button></p>`}`;
  return pageAnswer(visit, { title: say(consoleTexts.to_do), current: 'to-do', main });
}

const group = (title: string, cards: readonly Html[]): Html =>
  html`<section><h2>${title} <span class="count">${cards.length}</span></h2>${cards}</section>`;

/** What is under way at the provider asks nothing of anybody. */
const isToBeDone = ({ state }: StoredTask): boolean => state.name !== 'pending_at_provider';

function placeOf({ refundMode }: TaskView): Place {
  switch (refundMode) {
    case 'app':
    case 'native':
      return 'seen_by_itself';
    case 'manual':
      return 'bank';
    case 'portal':
    case 'unknown':
      return 'provider_portal';
  }
}

/** The rows of a list up to as many as a page of the console shows. */
export async function allOf<Item>(
  page: (cursor: string | undefined) => Promise<Readonly<{ items: readonly Item[]; cursor?: string | undefined }>>,
): Promise<Readonly<{ items: readonly Item[]; isMore: boolean }>> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const next = await page(cursor);
    items.push(...next.items);
    cursor = next.cursor;
  } while (cursor !== undefined && items.length < mostJobs);
  return { items: items.slice(0, mostJobs), isMore: cursor !== undefined };
}
