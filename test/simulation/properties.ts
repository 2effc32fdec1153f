import * as z from 'zod';
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
import { isSameContent } from '../../shared/stores/same-content.ts';
import { broken, type Promised, sameMembers, type Violation } from './promised.ts';
import { type Asked, type Ending, essenceOf, type RepeatedEnding, type Story } from './story.ts';
import { aboutTraffic } from './traffic-properties.ts';
import type { SimulatedTable } from './world/simulated-table.ts';

const askedSchema = z.object({
  orderNumber: z.string(),
  updateInventory: z.boolean(),
  lines: z.array(z.object({ orderLineId: z.string(), quantity: z.int() })).optional(),
});

/** Checks everything that must hold when a story is over, whatever went wrong on the way. */
export async function violationsOf({ shop }: Story, ending: Ending): Promise<readonly Violation[]> {
  const shopId = shopIdSchema.parse(shop.shopId);
  return broken([...(await aboutWhatIsStored(shopId, ending)), ...aboutTraffic(shopId, ending)]);
}

/**
 * The same once everything was sent again, where it held before. Rows that nobody has written since need not be looked at
 * again: what holds of them held before, too.
 */
export async function violationsOfRepetition(story: Story, ending: RepeatedEnding): Promise<readonly Violation[]> {
  const isUntouched = [...essenceOf(ending.system)].every(([key, row]) => ending.essenceBefore.get(key) === row);
  return isUntouched
    ? broken(aboutTraffic(shopIdSchema.parse(story.shop.shopId), ending))
    : violationsOf(story, ending);
}

async function aboutWhatIsStored(shopId: ShopId, ending: Ending): Promise<Promised[]> {
  const { table } = ending.system;
  const { items: cases } = await listCases(table, shopId, 100);
  const orderNumbers = [...new Set(cases.map(({ plan }) => plan.orderNumber))];
  return [
    ...aboutRequests(cases, ending),
    ...(await Promise.all(cases.map((refundCase) => aboutTasks(table, shopId, refundCase)))).flat(),
    ...(await Promise.all(orderNumbers.map((number) => aboutOrder(table, shopId, number, cases)))).flat(),
  ];
}

function aboutRequests(cases: readonly StoredCase[], { answers }: Ending): Promised[] {
  const opened = [...new Set(answers.flatMap(({ answer }): CaseId[] => ('plan' in answer ? [answer.caseId] : [])))];
  const stored = cases.map(({ caseId }) => caseId);
  const answered = answers.flatMap(({ answer }) => ('plan' in answer ? [answer] : []));
  const plans = new Map(cases.map(({ caseId, plan }) => [caseId, plan]));
  const isStored = (caseId: CaseId, plan: RefundPlan) => isSameContent(plans.get(caseId), plan);
  return [
    {
      property: 'every accepted request has its case, and there is no other case',
      holds: sameMembers(stored, opened),
      found: { stored, opened },
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

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
