import { capturedMinorOf } from '../../shared/domain/order.ts';
import { valueOf } from '../../shared/domain/order-value.ts';
import type { RefundPlan } from '../../shared/domain/refund-plan.ts';
import { needsTask, stateOf } from '../../shared/domain/refund-task.ts';
import { orderNumberSchema, shopIdSchema } from '../../shared/stores/id-schemas.ts';
import { readOrder } from '../../shared/stores/order-store.ts';
import { listCases } from '../../shared/stores/refund-case-store.ts';
import { tasksOfCase } from '../../shared/stores/refund-task-store.ts';
import type { Ending, Story } from './story.ts';

/** A promise that a story's ending breaks, by its name, with what was found. */
export type Violation = Readonly<{ property: string; found: string }>;

/** Checks everything that must hold when a story is over, whatever went wrong on the way. */
export async function violationsOf({ shop }: Story, { answers, system }: Ending): Promise<readonly Violation[]> {
  const violations: Violation[] = [];
  const expect = (property: string, holds: boolean, found: unknown) => {
    if (!holds) violations.push({ property, found: JSON.stringify(found) });
  };
  const { table } = system;
  const shopId = shopIdSchema.parse(shop.shopId);
  const { items: cases } = await listCases(table, shopId, 100);
  const opened = new Map<string, RefundPlan>();
  for (const { answer } of answers) if ('plan' in answer) opened.set(answer.caseId, answer.plan);

  expect(
    'every accepted request has its case, and no other case exists',
    sameMembers(
      cases.map(({ caseId }) => caseId),
      [...opened.keys()],
    ),
    { cases, opened: [...opened.keys()] },
  );
  for (const { caseId, plan } of cases) {
    const tasks = await tasksOfCase(table, shopId, caseId);
    expect(
      'exactly one task per case and payment, for the amount of the plan',
      JSON.stringify(tasks.map(({ facts: { payment } }) => [payment.paymentNumber, payment.amountMinor])) ===
        JSON.stringify(
          plan.payments
            .filter(needsTask)
            .map(({ paymentNumber, amountMinor }) => [paymentNumber, amountMinor])
            .toSorted(),
        ),
      { plan: plan.payments, tasks },
    );
    for (const task of tasks) {
      expect(
        'a stored state is the one that follows from its facts',
        JSON.stringify(task.state) === JSON.stringify(stateOf(task.facts)),
        task,
      );
      expect('an open task has a next check', task.nextCheckAt > task.facts.openedAt, task);
    }
  }

  const orderNumbers = new Set(cases.map(({ plan }) => plan.orderNumber));
  for (const number of orderNumbers) {
    const stored = await readOrder(table, shopId, orderNumberSchema.parse(number));
    const value = stored && valueOf(stored.order);
    const plans = cases.map(({ plan }) => plan).filter((plan) => plan.orderNumber === number);
    expect(
      'the ledger knows each case of its order once',
      sameMembers(
        stored?.ledger.cases ?? [],
        cases.filter(({ plan }) => plan.orderNumber === number).map(({ caseId }) => caseId),
      ),
      stored?.ledger,
    );
    const givenBackMinor = plans.reduce((sum, plan) => sum + plan.totalMinor, 0);
    expect('never more is given back than was paid', givenBackMinor <= (value?.totalMinor ?? 0), { givenBackMinor });
    for (const [index, payment] of (stored?.order.payments ?? []).entries()) {
      const ofPayment = plans
        .flatMap((plan) => plan.payments)
        .filter(({ paymentNumber }) => paymentNumber === index + 1);
      const fromPaymentMinor = ofPayment.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      expect('no payment gives back more than was captured of it', fromPaymentMinor <= capturedMinorOf(payment), {
        index,
        fromPaymentMinor,
      });
    }
    for (const line of stored?.order.lines ?? []) {
      const quantity = plans
        .flatMap((plan) => plan.lines)
        .filter((planned) => planned.orderLineId === line.orderLineId)
        .reduce((sum, planned) => sum + planned.quantity, 0);
      expect('no more pieces come back than were bought', quantity <= line.quantity, { line, quantity });
    }
  }

  const eventIds = new Set(system.publishedEventIds());
  expect(
    'each case has one event, under one id however often it was published',
    sameMembers(
      [...eventIds],
      cases.map(({ caseId }) => `refund-case-opened/${shopId}/${caseId}`),
    ),
    [...eventIds],
  );
  expect(
    'nothing is left in a queue',
    system.queues.every((queue) => queue.messages().length === 0),
    system.queues.map((queue) => queue.messages()),
  );
  expect(
    'no personal data is in an event',
    !JSON.stringify(system.table.rows().map(({ event }) => event)).includes('A Customer'),
    'A Customer',
  );
  return violations;
}

const sameMembers = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify([...a].toSorted()) === JSON.stringify([...b].toSorted());
