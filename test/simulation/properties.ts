import type { CaseId, OrderNumber, ShopId } from '../../shared/domain/ids.ts';
import { capturedMinorOf } from '../../shared/domain/order.ts';
import { valueOf } from '../../shared/domain/order-value.ts';
import { needsTask, stateOf } from '../../shared/domain/refund-task.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';
import { readOrder } from '../../shared/stores/order-store.ts';
import { listCases, type StoredCase } from '../../shared/stores/refund-case-store.ts';
import { tasksOfCase } from '../../shared/stores/refund-task-store.ts';
import type { Ending, Story } from './story.ts';
import type { SimulatedTable } from './world/simulated-table.ts';

/** A promise that a story's ending breaks, by its name, with what was found. */
export type Violation = Readonly<{ property: string; found: string }>;

type Promised = Readonly<{ property: string; holds: boolean; found: unknown }>;

/** Checks everything that must hold when a story is over, whatever went wrong on the way. */
export async function violationsOf({ shop }: Story, ending: Ending): Promise<readonly Violation[]> {
  const { table } = ending.system;
  const shopId = shopIdSchema.parse(shop.shopId);
  const { items: cases } = await listCases(table, shopId, 100);
  const orderNumbers = [...new Set(cases.map(({ plan }) => plan.orderNumber))];
  const promised = [
    ...aboutRequests(shopId, cases, ending),
    ...(await Promise.all(cases.map((refundCase) => aboutTasks(table, shopId, refundCase)))).flat(),
    ...(await Promise.all(orderNumbers.map((number) => aboutOrder(table, shopId, number, cases)))).flat(),
  ];
  return promised
    .filter(({ holds }) => !holds)
    .map(({ property, found }) => ({ property, found: JSON.stringify(found) }));
}

function aboutRequests(shopId: ShopId, cases: readonly StoredCase[], { answers, system }: Ending): Promised[] {
  const opened = [...new Set(answers.flatMap(({ answer }): CaseId[] => ('plan' in answer ? [answer.caseId] : [])))];
  const stored = cases.map(({ caseId }) => caseId);
  const eventIds = [...new Set(system.publishedEventIds())];
  const waiting = system.queues.flatMap((queue) => queue.messages());
  const events = JSON.stringify(system.table.rows().map(({ event }) => event));
  return [
    {
      property: 'every accepted request has its case, and there is no other case',
      holds: sameMembers(stored, opened),
      found: { stored, opened },
    },
    {
      property: 'each case has one event, under one id however often it was published',
      holds: sameMembers(
        eventIds,
        stored.map((caseId) => `refund-case-opened/${shopId}/${caseId}`),
      ),
      found: eventIds,
    },
    { property: 'nothing is left in a queue', holds: waiting.length === 0, found: waiting },
    { property: 'no personal data is in an event', holds: !events.includes('A Customer'), found: events },
  ];
}

async function aboutTasks(table: SimulatedTable, shopId: ShopId, { caseId, plan }: StoredCase): Promise<Promised[]> {
  const tasks = await tasksOfCase(table, shopId, caseId);
  const wanted = plan.payments
    .filter(needsTask)
    .map(({ paymentNumber, amountMinor }) => `${paymentNumber}: ${amountMinor}`);
  const there = tasks.map(({ facts: { payment } }) => `${payment.paymentNumber}: ${payment.amountMinor}`);
  return [
    {
      property: 'there is exactly one task per case and payment, for the amount of the plan',
      holds: sameMembers(there, wanted),
      found: { caseId, there, wanted },
    },
    ...tasks.flatMap((task): Promised[] => [
      {
        property: 'a stored state is the one that follows from its facts',
        holds: JSON.stringify(task.state) === JSON.stringify(stateOf(task.facts)),
        found: task,
      },
      { property: 'an open task has a next check', holds: task.nextCheckAt > task.facts.openedAt, found: task },
    ]),
  ];
}

async function aboutOrder(
  table: SimulatedTable,
  shopId: ShopId,
  orderNumber: OrderNumber,
  allCases: readonly StoredCase[],
): Promise<Promised[]> {
  const stored = await readOrder(table, shopId, orderNumber);
  if (stored === undefined) return [{ property: 'the order of a case is known', holds: false, found: orderNumber }];
  const { order, ledger } = stored;
  const cases = allCases.filter(({ plan }) => plan.orderNumber === orderNumber);
  const givenBackMinor = sum(cases.map(({ plan }) => plan.totalMinor));
  const payments = order.payments.map((payment, index) => {
    const shares = cases
      .flatMap(({ plan }) => plan.payments)
      .filter(({ paymentNumber }) => paymentNumber === index + 1);
    return { captured: capturedMinorOf(payment), givenBack: sum(shares.map(({ amountMinor }) => amountMinor)) };
  });
  const lines = order.lines.map(({ orderLineId, quantity }) => {
    const planned = cases.flatMap(({ plan }) => plan.lines).filter((line) => line.orderLineId === orderLineId);
    return { bought: quantity, credited: sum(planned.map((line) => line.quantity)) };
  });
  return [
    {
      property: 'the ledger knows each case of its order once',
      holds: sameMembers(
        ledger.cases,
        cases.map(({ caseId }) => caseId),
      ),
      found: ledger.cases,
    },
    {
      property: 'never more is given back than was paid',
      holds: givenBackMinor <= (valueOf(order)?.totalMinor ?? 0),
      found: givenBackMinor,
    },
    {
      property: 'no payment gives back more than was captured of it',
      holds: payments.every(({ captured, givenBack }) => givenBack <= captured),
      found: payments,
    },
    {
      property: 'no more pieces come back than were bought',
      holds: lines.every(({ bought, credited }) => credited <= bought),
      found: lines,
    },
  ];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const sameMembers = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify([...a].toSorted()) === JSON.stringify([...b].toSorted());
