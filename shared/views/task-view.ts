import * as z from 'zod';
import { toDecimalText } from '../domain/money.ts';
import { portalLinkOf } from '../domain/portal-link.ts';
import {
  asksWhetherRefunded,
  expectedOf,
  isOverdue,
  type RefundTaskFacts,
  restMinorOf,
} from '../domain/refund-task.ts';
import type { Page, Table } from '../ports/table.ts';
import { namesOfCustomers } from '../stores/order-store.ts';
import { listOpenTasks, type StoredTask } from '../stores/refund-task-store.ts';
import { tagOfTask } from '../stores/task-tag.ts';
import type { ViewedShop } from './viewed-shop.ts';

/** A refund task as it is shown: with all that a person needs to locate the transaction in the provider's portal. */
export type TaskView = ReturnType<typeof viewOf>;

/** Which tasks are asked for. Filters apply to each page after it is read, so a page may be short and still have a next one. */
export const taskFilterSchema = z.object({
  state: z.enum(['awaiting_refund', 'on_hold', 'reported', 'pending_at_provider']).optional(),
  overdue: z.stringbool().optional(),
  provider: z.string().min(1).optional(),
});

/** One page of a shop's open tasks, the one to be looked at soonest first. */
export async function listTaskViews(
  table: Table,
  shop: ViewedShop,
  filter: z.infer<typeof taskFilterSchema>,
  { limit, cursor }: Readonly<{ limit: number; cursor?: string | undefined }>,
): Promise<Page<TaskView>> {
  const page = await listOpenTasks(table, shop.shopId, limit, cursor);
  const views = await viewsOf(table, shop, page.items);
  const items = views.filter(
    (view) =>
      (filter.state === undefined || view.state.name === filter.state) &&
      (filter.overdue === undefined || view.isOverdue === filter.overdue) &&
      (filter.provider === undefined || view.provider === filter.provider),
  );
  return { items, cursor: page.cursor };
}

/** Tasks as they are shown, with the names of their customers, unless these were forgotten. */
export async function viewsOf(
  table: Table,
  shop: ViewedShop,
  tasks: readonly StoredTask[],
): Promise<readonly TaskView[]> {
  const names = await namesOfCustomers(table, shop.shopId, [...new Set(tasks.map(({ facts }) => facts.orderNumber))]);
  return tasks.map((task) => viewOf(task, names.get(task.facts.orderNumber), shop));
}

function viewOf(task: StoredTask, customerName: string | undefined, shop: ViewedShop) {
  const { facts, state, nextCheckAt } = task;
  const { taskId, caseId, orderNumber, orderTotalMinor, currency, payment, openedAt, dueOn, located } = facts;
  const { taken, report, closed } = facts;
  const { paymentNumber, refundMode, provider, account, method, providerPaymentId, paidAt, amountMinor } = payment;
  return {
    taskId,
    caseId,
    paymentNumber,
    state,
    refundMode,
    provider,
    account,
    method,
    amountMinor,
    amount: toDecimalText({ minor: amountMinor, currency }),
    currency,
    /** What the transaction is located by (design §1.2): the value of the order, the customer's name, the date. */
    locateBy: {
      orderNumber,
      orderValueMinor: orderTotalMinor,
      orderValue: toDecimalText({ minor: orderTotalMinor, currency }),
      customerName,
      transactionDate: paidAt,
      providerPaymentId,
      portalLink: portalLinkOfTask(facts, shop),
    },
    /** The provider's own record of the payment, once it was found, with what was given back of it. */
    located,
    /** The payment was made in another currency than its order; what goes back is a proposal. */
    isInOtherCurrency: payment.proposed !== undefined,
    /** What it still gives back, and in which currency. */
    refundCurrency: expectedOf(facts).currency,
    restMinor: Math.max(0, restMinorOf(facts)),
    matches: facts.matches ?? [],
    chargebacks: facts.chargebacks ?? [],
    /** Who sees to it, what they said that they refunded, and how somebody ended it otherwise. */
    taken,
    report,
    closed,
    /** What `If-Match` of the next decision has to say. */
    etag: tagOfTask(task),
    openedAt,
    dueOn,
    portalClosesOn: payment.portalClosesOn,
    isOverdue: isOverdue(facts, shop.today),
    /** Whether a person is asked if eCom refunded it by itself. */
    asksWhetherRefunded: asksWhetherRefunded(facts, shop),
    nextCheckAt,
  };
}

function portalLinkOfTask({ located, payment }: RefundTaskFacts, { providers }: ViewedShop): string | undefined {
  const provider = located?.provider ?? payment.provider;
  const account = located?.account ?? payment.account;
  const portalUrl = providers.find((each) => each.provider === provider && each.account === account)?.portalUrl;
  return portalLinkOf(provider, located?.paymentId ?? payment.providerPaymentId, portalUrl);
}
