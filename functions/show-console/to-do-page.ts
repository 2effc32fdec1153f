import { html } from 'hono/html';
import type { SuggestedAction } from '../../shared/domain/difference.ts';
import { asksWhetherRefunded } from '../../shared/domain/refund-task.ts';
import type { Table } from '../../shared/ports/table.ts';
import type { StoredDifference } from '../../shared/stores/difference-store.ts';
import { namesOfCustomers } from '../../shared/stores/order-store.ts';
import type { StoredCase } from '../../shared/stores/refund-case-store.ts';
import type { StoredTask } from '../../shared/stores/refund-task-store.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { jobTexts } from '../../shared/texts/job-texts.ts';
import { stepTexts } from '../../shared/texts/step-texts.ts';
import type { Translated } from '../../shared/texts/translated.ts';
import { type DifferenceView, differenceView } from '../../shared/views/difference-view.ts';
import { viewsOf } from '../../shared/views/task-view.ts';
import { differenceCard } from './difference-card.ts';
import { jobCard } from './job-card.ts';
import { linksOfShop } from './link-forms.ts';
import { openWork, refreshSecondsOf } from './open-work.ts';
import { type Html, pageAnswer, pageOf, type Visit } from './page.ts';
import { questionCard } from './question-card.ts';
import { isAsked, isEmptyFilter, type Place, places, type ToDoFilter, toDoFilter, wholeList } from './to-do-filter.ts';

// A page stays small enough for a phone on a slow line: the most urgent first, the others one press away.
const jobsOfPage = 25;
const leastOfPlace = 5;

/** Where the person must be for what a difference asks them to do; `undefined` where they must decide, not do. */
const placeOfAction: Partial<Record<SuggestedAction, Place>> = {
  create_credit_note: 'ecom',
  cancel_order: 'ecom',
  answer_copy: 'ecom',
  say_provider: 'ecom',
  check_stock: 'retail',
  check_gift_card: 'retail',
};

const placeTexts: Readonly<Record<Place, Translated>> = {
  provider_portal: jobTexts.provider_portal,
  ecom: jobTexts.ecom,
  bank: jobTexts.bank,
  retail: jobTexts.retail,
  seen_by_itself: jobTexts.seen_by_itself,
};

/** What a difference must be done about, if it is a job and no decision. */
export const isJob = ({ action }: Pick<DifferenceView, 'action'>): boolean => placeOfAction[action] !== undefined;

type Job = Readonly<{ task: StoredTask } | { difference: DifferenceView } | { question: StoredCase }>;
type PlaceOfJobs = Readonly<{ place: Place; jobs: readonly Job[]; shown: readonly Job[] }>;

/**
 * The list of all that somebody must do, or of what they ask for, by where they must be for it, the most urgent first: some
 * of each place, or one place page by page.
 */
export async function toDoPage(table: Table, visit: Visit, asked: ToDoFilter = wholeList) {
  const { say, shop } = visit;
  const work = await openWork(table, shop.shopId);
  const { tasks, differences, questions } = work;
  const open = tasks.items.filter(isToBeDone);
  const placed = placedJobs(visit, asked, { tasks: open, differences: differences.items, questions: questions.items });
  const shownJobs = placed.flatMap(({ shown }) => shown);
  const shownTasks = shownJobs.flatMap((job) => ('task' in job ? [job.task] : []));
  const askedAbout = shownJobs.flatMap((job) => ('question' in job ? [job.question.plan.orderNumber] : []));
  const [views, links, names] = await Promise.all([
    viewsOf(table, shop, shownTasks),
    linksOfShop(table, visit, { tasks: tasks.items, differences: differences.items }),
    namesOfCustomers(table, shop.shopId, askedAbout),
  ]);
  const viewOf = new Map(views.map((view) => [view.taskId, view]));
  const card = (job: Job): Html | false => {
    if ('question' in job) return questionCard(visit, job.question, names.get(job.question.plan.orderNumber));
    if ('difference' in job) return differenceCard(visit, job.difference, links.ofDifference(job.difference));
    const view = viewOf.get(job.task.facts.taskId);
    return view !== undefined && jobCard(visit, view);
  };
  const isMore = tasks.isCut || differences.isCut || questions.isCut;
  const main = html`${open.length > 0 && toDoFilter(visit, open, asked)}
<div data-fresh="${refreshSecondsOf(work)}">${placed.length === 0 && html`<p>${say(isEmptyFilter(asked) ? jobTexts.nothing_to_do : jobTexts.nothing_asked)}</p>`}
${placed.map(({ place, jobs, shown }) => html`<section><h2>${say(placeTexts[place])} <span class="count">${jobs.length}</span></h2>${stepsAt(visit, place)}${shown.map(card)}${wayOn(visit, asked, { place, jobs, shown })}</section>`)}
${isMore && html`<p>${say(consoleTexts.more)}</p>`}</div>
${open.length > 0 && html`<p class="actions"><a href="${pageOf(shop.shopId, 'to-do.csv')}" download>${say(jobTexts.as_file)}</a> <button type="button" class="quiet" data-prints>${say(jobTexts.print)}</button></p>`}`;
  return pageAnswer(visit, { title: say(consoleTexts.to_do), current: 'to-do', main });
}

/** How a job in this place is done; what is expected without anybody has a warning instead. */
function stepsAt({ say }: Visit, place: Place): Html {
  if (place === 'seen_by_itself') return html`<p class="facts">${say(jobTexts.seen_by_itself_hint)}</p>`;
  return html`<details class="steps"><summary>${say(jobTexts.how_to)}</summary><ol>${stepTexts[place].map((step) => html`<li>${say(step)}</li>`)}</ol></details>`;
}

type Found = Readonly<{
  tasks: readonly StoredTask[];
  differences: readonly StoredDifference[];
  questions: readonly StoredCase[];
}>;

/** The jobs by place, the most urgent first, and which of them the page shows. */
function placedJobs(visit: Visit, asked: ToDoFilter, { tasks, differences, questions }: Found): readonly PlaceOfJobs[] {
  const urgent = tasks
    .filter((task) => isAsked(task, visit, asked))
    .toSorted((a, b) => (a.facts.dueOn < b.facts.dueOn ? -1 : 1));
  // Nobody takes a difference or a question, and they have no due day: whoever asks for that sees refunds alone.
  const doable = isEmptyFilter(asked) ? differences.map(differenceView).filter(isJob) : [];
  // Whoever answers looks at both orders in the back office.
  const toAnswer = isEmptyFilter(asked) ? questions.map((question): Job => ({ question })) : [];
  const groups = places
    .filter((place) => asked.place === undefined || asked.place === place)
    .map((place) => ({
      place,
      jobs: [
        ...urgent.filter((task) => placeOf(task, visit) === place).map((task): Job => ({ task })),
        ...(place === 'ecom' ? toAnswer : []),
        ...doable.filter(({ action }) => placeOfAction[action] === place).map((difference): Job => ({ difference })),
      ],
    }))
    .filter(({ jobs }) => jobs.length > 0);
  if (asked.place !== undefined) {
    return groups.map((group) => ({ ...group, shown: group.jobs.slice(asked.from, asked.from + jobsOfPage) }));
  }
  let left = jobsOfPage - groups.reduce((sum, { jobs }) => sum + Math.min(jobs.length, leastOfPlace), 0);
  return groups.map((group) => {
    const least = Math.min(group.jobs.length, leastOfPlace);
    const further = Math.max(0, Math.min(left, group.jobs.length - least));
    left -= further;
    return { ...group, shown: group.jobs.slice(0, least + further) };
  });
}

/** The links to what a place has beside what is shown of it. */
function wayOn({ say, shop }: Visit, asked: ToDoFilter, { place, jobs, shown }: PlaceOfJobs): Html | false {
  const start = asked.place === undefined ? 0 : asked.from;
  const end = start + shown.length;
  if (start === 0 && end >= jobs.length) return false;
  const address = (from: number): string => {
    const query = new URLSearchParams({ place, from: String(from) });
    for (const name of ['provider', 'who', 'overdue'] as const) {
      const value = asked[name];
      if (value !== undefined) query.set(name, value);
    }
    return `${pageOf(shop.shopId, 'to-do')}?${query}`;
  };
  return html`<p class="facts">${start > 0 && html`<a href="${address(Math.max(0, start - jobsOfPage))}" rel="prev">${say(jobTexts.earlier_jobs)}</a>`}
<span>${start + 1}–${end} / ${jobs.length}</span>
${end < jobs.length && html`<a href="${address(asked.place === undefined ? 0 : end)}" rel="next">${say(asked.place === undefined ? jobTexts.all_of_place : jobTexts.later_jobs)}</a>`}</p>`;
}

/** What is under way at the provider asks nothing of anybody. */
const isToBeDone = ({ state }: StoredTask): boolean => state.name !== 'pending_at_provider';

function placeOf({ facts }: StoredTask, { shop }: Visit): Place {
  switch (facts.payment.refundMode) {
    case 'native':
      return asksWhetherRefunded(facts, shop) ? 'ecom' : 'seen_by_itself';
    case 'app':
      return 'seen_by_itself';
    case 'manual':
      return 'bank';
    case 'portal':
    case 'unknown':
      return 'provider_portal';
  }
}
