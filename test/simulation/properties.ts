import * as z from 'zod';
import { contentHashOf } from '../../shared/acceptance/content-hash.ts';
import type { CaseId, OrderNumber, ShopId } from '../../shared/domain/ids.ts';
import { capturedMinorOf } from '../../shared/domain/order.ts';
import { valueOf } from '../../shared/domain/order-value.ts';
import { balanceOf } from '../../shared/domain/refund-account.ts';
import type { RefundPlan } from '../../shared/domain/refund-plan.ts';
import { isOpen, needsTask, restMinorOf, stateOf } from '../../shared/domain/refund-task.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';
import { readOrder } from '../../shared/stores/order-store.ts';
import { listCases, type StoredCase } from '../../shared/stores/refund-case-store.ts';
import { tasksOfCase } from '../../shared/stores/refund-task-store.ts';
import { type Asked, type Ending, essenceOf, type Story } from './story.ts';
import type { SimulatedTable } from './world/simulated-table.ts';

/** A promise that a story's ending breaks, by its name, with what was found. */
export type Violation = Readonly<{ property: string; found: string }>;

const askedSchema = z.object({
  orderNumber: z.string(),
  updateInventory: z.boolean(),
  lines: z.array(z.object({ orderLineId: z.string(), quantity: z.int() })).optional(),
});

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
    ...aboutLetters(ending),
    ...aboutVersions(ending),
    ...aboutRepetition(ending),
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
  const events = system.table.rows().flatMap(({ event }) => event ?? []);
  const said = JSON.stringify([events, system.logged()]);
  const answered = answers.flatMap(({ answer }) => ('plan' in answer ? [answer] : []));
  const hashes = new Map(cases.map(({ caseId, plan }) => [caseId, contentHashOf(plan)]));
  const isStored = (caseId: CaseId, plan: RefundPlan) => hashes.get(caseId) === contentHashOf(plan);
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
    {
      property: 'no personal data is in an event or a log line',
      holds: !said.includes('A Customer'),
      found: said,
    },
    {
      property: 'whoever is accepted was understood as he asked',
      holds: answers.every(({ asked, answer }) => !('plan' in answer) || isWhatWasAsked(asked, answer.plan)),
      found: answers,
    },
    {
      property: 'whoever is answered is told the plan that is stored',
      holds: answered.every(({ caseId, plan }) => isStored(caseId, plan)),
      found: answered,
    },
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
      {
        property: 'the account of a task says what it has yet to give back',
        holds: balanceOf(task.bookings) === (isOpen(task.state) ? restMinorOf(task.facts) : 0),
        found: task,
      },
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
    const inLedger = ledger.payments[index + 1] ?? 0;
    return {
      captured: capturedMinorOf(payment),
      givenBack: sum(shares.map(({ amountMinor }) => amountMinor)),
      inLedger,
    };
  });
  const lines = order.lines.map(({ orderLineId, quantity }) => {
    const planned = cases.flatMap(({ plan }) => plan.lines).filter((line) => line.orderLineId === orderLineId);
    const credit = ledger.lines[orderLineId] ?? { quantity: 0, amountMinor: 0 };
    return {
      bought: quantity,
      credited: sum(planned.map((line) => line.quantity)),
      creditedMinor: sum(planned.map((line) => line.amountMinor)),
      credit,
    };
  });
  const partsOfLedger = [ledger.shippingMinor, ledger.paymentCostsMinor, ledger.adjustmentMinor];
  const partsOfCases = (['shippingMinor', 'paymentCostsMinor', 'adjustmentMinor'] as const).map((part) =>
    sum(cases.map(({ plan }) => plan[part])),
  );
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
      property: 'the ledger is the sum of its cases',
      holds:
        JSON.stringify(partsOfLedger) === JSON.stringify(partsOfCases) &&
        payments.every(({ givenBack, inLedger }) => givenBack === inLedger) &&
        lines.every(
          ({ credit, credited, creditedMinor }) => credit.quantity === credited && credit.amountMinor === creditedMinor,
        ),
      found: { ledger, lines, payments },
    },
    {
      property: 'never more is given back than was paid',
      holds: givenBackMinor <= (valueOf(order)?.totalMinor ?? 0),
      found: givenBackMinor,
    },
    {
      property: 'a cancellation leaves nothing of its order',
      holds: ledger.cancelledBy === undefined || givenBackMinor === valueOf(order)?.totalMinor,
      found: { ledger, givenBackMinor },
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

function isWhatWasAsked(asked: Asked, plan: RefundPlan): boolean {
  const body = askedSchema.parse(asked.body);
  const lines = body.lines?.map(({ orderLineId, quantity }) => `${orderLineId}: ${quantity}`);
  const planned = plan.lines.map(({ orderLineId, quantity }) => `${orderLineId}: ${quantity}`);
  return (
    plan.origin === asked.kind &&
    plan.orderNumber === body.orderNumber &&
    plan.updateInventory === body.updateInventory &&
    (lines === undefined || sameMembers(planned, lines))
  );
}

function aboutLetters({ system }: Ending): Promised[] {
  const letters = system.table.rows().filter(({ pk, state }) => pk.startsWith('DEAD#') && state !== undefined);
  // Whoever was not answered, or died, may have sent a letter and does it once more.
  const faultCount = system.calls.trace().filter(({ process, fault }) => process === 'operator' && fault).length;
  const tooOften = letters.filter(({ pk, sk, messageIds }) => {
    const lives = Array.isArray(messageIds) ? messageIds.length : 0;
    return (system.operator.sendings().get(`${pk.slice('DEAD#'.length)}/${sk}`) ?? 0) > lives + faultCount;
  });
  const open = letters.filter(({ state }) => state !== 'replayed' && state !== 'discarded');
  const twice = letters.filter(
    ({ messageIds }) => Array.isArray(messageIds) && new Set(messageIds).size < messageIds.length,
  );
  return [
    { property: 'a message opens its letter once', holds: twice.length === 0, found: twice },
    { property: 'every dead letter goes back in the end', holds: open.length === 0, found: open },
    {
      property: 'a dead letter goes back once for each of its lives',
      holds: tooOften.length === 0,
      found: [...system.operator.sendings()],
    },
  ];
}

function aboutVersions({ system }: Ending): Promised[] {
  const back = system.table.readStream(0).filter(({ oldRow, newRow }) => {
    const [before, after] = [oldRow?.version, newRow?.version];
    return typeof before === 'number' && (typeof after !== 'number' || after < before);
  });
  return [{ property: 'no version ever goes back', holds: back.length === 0, found: back }];
}

function aboutRepetition({ system, essenceBefore }: Ending): Promised[] {
  if (essenceBefore === undefined) return [];
  const before = new Set(essenceBefore);
  const changed = essenceOf(system).filter((row) => !before.has(row));
  const isSame = changed.length === 0 && essenceOf(system).length === essenceBefore.length;
  return [{ property: 'sending every event again changes nothing', holds: isSame, found: changed }];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const sameMembers = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify([...a].toSorted()) === JSON.stringify([...b].toSorted());
