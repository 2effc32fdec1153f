import type { TaskId } from '../../shared/domain/ids.ts';
import { exponentOf } from '../../shared/domain/money.ts';
import { identityOf } from '../../shared/domain/provider-refund.ts';
import { expectedOf, restMinorOf } from '../../shared/domain/refund-task.ts';
import { unallocatedMinorOf } from '../../shared/domain/seen-refund.ts';
import type { Table } from '../../shared/ports/table.ts';
import type { StoredDifference } from '../../shared/stores/difference-store.ts';
import { namesOfCustomers } from '../../shared/stores/order-store.ts';
import type { StoredRefund } from '../../shared/stores/provider-refund-store.ts';
import type { StoredTask } from '../../shared/stores/refund-task-store.ts';
import { differencePageTexts } from '../../shared/texts/difference-page-texts.ts';
import { providerName } from '../../shared/texts/provider-texts.ts';
import { amountText } from '../../shared/texts/refusal-text.ts';
import { dayOfInstantShown } from '../../shared/texts/shown.ts';
import type { Translated } from '../../shared/texts/translated.ts';
import type { DifferenceView } from '../../shared/views/difference-view.ts';
import { offeredPair, unexplainedRefunds } from '../../shared/views/proposal-view.ts';
import type { Html, Visit } from './page.ts';
import { linkForm } from './proposal-card.ts';

/** The forms by which a person puts together what the machine did not, on the side that they start from. */
export type LinkForms = Readonly<{
  ofTask: (taskId: TaskId) => Html | false;
  ofDifference: (difference: DifferenceView) => Html | false;
}>;

/** Prepares these forms from the refunds of a shop that nothing explains and its open tasks; nobody who only looks gets one. */
export async function linksOfShop(
  table: Table,
  visit: Visit,
  { tasks, differences }: Readonly<{ tasks: readonly StoredTask[]; differences: readonly StoredDifference[] }>,
): Promise<LinkForms> {
  if (visit.role === 'viewer') return { ofTask: () => false, ofDifference: () => false };
  const { shop } = visit;
  const named = differences.flatMap(({ reason, subject }) =>
    subject !== undefined && ofRefund.has(reason) ? [subject] : [],
  );
  // Tasks are offered by name where a refund wants one.
  const orders = named.length === 0 ? [] : [...new Set(tasks.map(({ facts }) => facts.orderNumber))];
  const [refunds, names] = await Promise.all([
    unexplainedRefunds(table, shop, named),
    namesOfCustomers(table, shop.shopId, orders),
  ]);
  const ofTask = (taskId: TaskId): Html | false => {
    const task = tasks.find(({ facts }) => facts.taskId === taskId)?.facts;
    if (task === undefined) return false;
    const choices = nearest(
      refunds,
      (refund) => unallocatedMinorOf(refund) - restMinorOf(task),
      (refund) => {
        const matchId = offeredPair(task, refund);
        return matchId && ([matchId, refundText(visit, refund)] as const);
      },
    );
    const texts = { title: differencePageTexts.link_refund, label: differencePageTexts.which_refund };
    return form(visit, { ...texts, choices, currency: expectedOf(task).currency });
  };
  const ofRefundNamed = (name: string): Html | false => {
    const refund = refunds.find(({ facts }) => identityOf(facts) === name);
    if (refund === undefined) return false;
    const choices = nearest(
      tasks,
      ({ facts }) => restMinorOf(facts) - unallocatedMinorOf(refund),
      ({ facts }) => {
        const matchId = offeredPair(facts, refund);
        return matchId && ([matchId, taskText(visit, facts, names.get(facts.orderNumber))] as const);
      },
    );
    const texts = { title: differencePageTexts.link_task, label: differencePageTexts.which_task };
    return form(visit, { ...texts, choices, currency: refund.facts.currency });
  };
  return {
    ofTask,
    ofDifference: ({ reason, subject }) => {
      if (subject === undefined) return false;
      if (ofRefund.has(reason)) return ofRefundNamed(subject);
      const task = tasks.find(({ facts }) => facts.taskId === subject);
      return task === undefined ? false : ofTask(task.facts.taskId);
    },
  };
}

type Choice = readonly [string, string];

const mostChoices = 20;

/** The first choices by how near their amount is. */
function nearest<Item>(
  items: readonly Item[],
  distanceOf: (item: Item) => number,
  choiceOf: (item: Item) => Choice | undefined,
): readonly Choice[] {
  const byDistance = items.toSorted((a, b) => Math.abs(distanceOf(a)) - Math.abs(distanceOf(b)));
  return Iterator.from(byDistance)
    .map(choiceOf)
    .filter((choice) => choice !== undefined)
    .take(mostChoices)
    .toArray();
}

const ofRefund: ReadonlySet<string> = new Set(['refund_without_credit_note', 'duplicate_refund']);

type FormOf = Readonly<{
  title: Translated;
  label: Translated;
  choices: readonly Choice[];
  currency: string;
}>;

function form(visit: Visit, { title, label, choices, currency }: FormOf): Html | false {
  const { say } = visit;
  return linkForm(visit, { title: say(title), label: say(label), choices }, exponentOf(currency) ?? 2);
}

function refundText({ reader, shop }: Visit, refund: StoredRefund): string {
  const { refundId, provider, account, currency, createdAt, customerName } = refund.facts;
  const amount = amountText(unallocatedMinorOf(refund), reader, currency);
  const day = dayOfInstantShown(createdAt, reader, shop.timeZone);
  return [amount, day, customerName, `${providerName(provider)} (${account})`, refundId].filter(Boolean).join(' · ');
}

function taskText({ reader }: Visit, facts: StoredTask['facts'], customerName: string | undefined): string {
  const amount = amountText(restMinorOf(facts), reader, expectedOf(facts).currency);
  return [amount, facts.orderNumber, customerName, facts.caseId].filter(Boolean).join(' · ');
}
