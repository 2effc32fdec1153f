import { type CaseId, type ShopId, taskOf } from '../domain/ids.ts';
import { instantOf, secondsPerDay, unixSecondsOf } from '../domain/matching/unix-time.ts';
import { namedOrders } from '../domain/named-orders.ts';
import { identityOf, type RefundIdentity } from '../domain/provider-refund.ts';
import { expectedOf, type RefundTaskFacts } from '../domain/refund-task.ts';
import type { IndexName, SortRange, Table } from '../ports/table.ts';
import {
  paymentsOfOrder,
  paymentsOfValue,
  refundsOfAmount,
  refundsOfPayment,
  taskKey,
  tasksOfAmount,
  tasksOfPayment,
  tasksOfValue,
} from '../stores/keys.ts';
import { nameOfPayment, type PaymentIdentity, type StoredPayment } from '../stores/provider-payment-store.ts';
import type { StoredRefund } from '../stores/provider-refund-store.ts';
import type { StoredTask } from '../stores/refund-task-store.ts';
import { type Found, GatheredBlock } from './gathered-block.ts';

/** What a block is gathered around. */
export type BlockSeed =
  | Readonly<{ kind: 'task'; caseId: CaseId; paymentNumber: number }>
  | Readonly<{ kind: 'refund'; refund: RefundIdentity }>;

/** The shop whose rows are gathered, with what its order numbers begin with. */
export type ShopOfBlock = Readonly<{ shopId: ShopId; orderPrefix: string }>;

// How far apart by time rows of equal amount may be, and payments of equal value. What matching itself compares lies
// within: 7 days before to 21 after, and twice 36 hours.
const daysAroundAmount = 30;
const daysAroundPayment = 4;
// From the seed to what competes for the same, and to what competes with that.
const mostSteps = 3;

/**
 * Gathers what may have to do with a task or a refund: by payment and by order as far as it goes, by amount and by value
 * around the seed. Indexes only say where to look; every row is read itself. Around a task of which no provider shows
 * anything, nothing competes for anything, and nothing more is read.
 */
export async function gatherBlock(table: Table, shop: ShopOfBlock, seed: BlockSeed): Promise<GatheredBlock> {
  const block = new GatheredBlock(table, shop.shopId);
  const search = { table, shop, block };
  let found = seed.kind === 'task' ? await aroundSeedTask(seed, search) : await block.addRefunds([seed.refund]);
  for (let step = 0; step < mostSteps && isAny(found); step += 1) {
    const next: Found = { tasks: [], refunds: [], payments: [] };
    for (const task of found.tasks) add(next, await around(task, search));
    for (const refund of found.refunds) add(next, await aroundRefund(refund, search, seed));
    for (const payment of found.payments) add(next, await aroundPayment(payment, search));
    found = next;
  }
  return block;
}

const isAny = ({ tasks, refunds, payments }: Found): boolean => tasks.length + refunds.length + payments.length > 0;

type Search = Readonly<{ table: Table; shop: ShopOfBlock; block: GatheredBlock }>;

/** The task, and what a provider shows that may be its own; only where there is anything, what else may want it. */
async function aroundSeedTask(
  { caseId, paymentNumber }: Extract<BlockSeed, { kind: 'task' }>,
  search: Search,
): Promise<Found> {
  const { block, shop } = search;
  const found = await block.addRows([taskKey(shop.shopId, caseId, paymentNumber)]);
  const task = block.tasks.get(taskOf(caseId, paymentNumber));
  if (task === undefined) return { tasks: [], refunds: [], payments: [] };
  const { orderNumber, orderTotalMinor, currency, payment, openedAt, matches = [] } = task.facts;
  const known = paymentOf(task.facts);
  const expected = expectedOf(task.facts);
  const near = withinDays(openedAt, daysAroundAmount);
  const { paidAt } = payment;
  const shown = await Promise.all([
    block.addRefunds(matches.map(({ refund }) => refund)),
    hinted(search, 'amount', refundsOfAmount(shop.shopId, expected.currency, expected.amountMinor), near),
    ...(known === undefined
      ? [hinted(search, 'payment', paymentsOfOrder(shop.shopId, orderNumber))]
      : [block.addPayments([known]), hinted(search, 'payment', refundsOfPayment(shop.shopId, nameOfPayment(known)))]),
    ...(known === undefined && paidAt !== undefined
      ? [
          hinted(
            search,
            'amount',
            paymentsOfValue(shop.shopId, currency, orderTotalMinor),
            withinDays(paidAt, daysAroundPayment),
          ),
        ]
      : []),
  ]);
  for (const each of shown) add(found, each);
  if (block.refunds.size === 0 && block.payments.size === 0) return { tasks: [], refunds: [], payments: [] };
  const competing = await Promise.all([
    hinted(search, 'amount', tasksOfAmount(shop.shopId, expected.currency, expected.amountMinor), near),
    hinted(search, 'payment', tasksOfValue(shop.shopId, currency, orderTotalMinor)),
  ]);
  for (const each of competing) add(found, each);
  return found;
}

/** The other tasks of its order, what it was matched with, and all that is about its payment. */
async function around({ facts }: StoredTask, search: Search): Promise<Found> {
  const { block } = search;
  const known = paymentOf(facts);
  const found = await block.addOrder(facts.orderNumber);
  add(found, await block.addRefunds((facts.matches ?? []).map(({ refund }) => refund)));
  if (known !== undefined) add(found, await aroundPaymentId(known, search));
  return found;
}

async function aroundRefund({ facts }: StoredRefund, search: Search, seed: BlockSeed): Promise<Found> {
  const { block, shop } = search;
  const { paymentId, references, currency, amountMinor, createdAt } = facts;
  const found: Found = { tasks: [], refunds: [], payments: [] };
  if (paymentId !== undefined) add(found, await aroundPaymentId({ ...facts, paymentId }, search));
  for (const orderNumber of namedOrders(references, shop.orderPrefix)) add(found, await block.addOrder(orderNumber));
  if (seed.kind !== 'refund' || identityOf(seed.refund) !== identityOf(facts)) return found;
  const near = withinDays(createdAt, daysAroundAmount);
  add(found, await hinted(search, 'amount', tasksOfAmount(shop.shopId, currency, amountMinor), near));
  add(found, await hinted(search, 'amount', refundsOfAmount(shop.shopId, currency, amountMinor), near));
  return found;
}

/** Of a payment that names no order: whatever has its value, for it is located only if nothing else could be meant. */
async function aroundPayment({ facts, namedOrder, claimedBy }: StoredPayment, search: Search): Promise<Found> {
  const { block, shop } = search;
  const { currency, amountMinor, paidAt } = facts;
  const found = await aroundPaymentId(facts, search);
  const orderNumber = claimedBy ?? namedOrder;
  if (orderNumber !== undefined) {
    add(found, await block.addOrder(orderNumber));
    return found;
  }
  const near = withinDays(paidAt, daysAroundPayment);
  add(found, await hinted(search, 'amount', paymentsOfValue(shop.shopId, currency, amountMinor), near));
  add(found, await hinted(search, 'payment', tasksOfValue(shop.shopId, currency, amountMinor)));
  return found;
}

/** The payment itself, all its refunds, and all tasks that are known to be of it; once is enough. */
async function aroundPaymentId(payment: PaymentIdentity, search: Search): Promise<Found> {
  const { block, shop } = search;
  const name = nameOfPayment(payment);
  if (!block.isNew(name)) return { tasks: [], refunds: [], payments: [] };
  const found: Found = { tasks: [], refunds: [], payments: [] };
  add(found, await block.addPayments([payment]));
  add(found, await hinted(search, 'payment', refundsOfPayment(shop.shopId, name)));
  add(found, await hinted(search, 'payment', tasksOfPayment(shop.shopId, name)));
  return found;
}

/** The rows that an index names, all of them: what is not compared would count as not there. */
async function hinted(
  { table, block }: Search,
  index: IndexName,
  partition: string,
  range?: SortRange,
): Promise<Found> {
  const found: Found = { tasks: [], refunds: [], payments: [] };
  let cursor: string | undefined;
  do {
    const page = await table.queryIndex(index, { partition, range, cursor });
    add(found, await block.addRows(page.items));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}

function paymentOf({ located, payment }: RefundTaskFacts): PaymentIdentity | undefined {
  if (located !== undefined) return located;
  const { provider, account, providerPaymentId } = payment;
  return provider && account && providerPaymentId ? { provider, account, paymentId: providerPaymentId } : undefined;
}

function withinDays(instant: string, days: number): SortRange {
  const at = unixSecondsOf(instant);
  if (at === undefined) throw new RangeError(`Not an instant: ${instant}`);
  const around = days * secondsPerDay;
  return { kind: 'between', from: instantOf(at - around), to: instantOf(at + around) };
}

function add(into: Found, found: Found): void {
  into.tasks.push(...found.tasks);
  into.refunds.push(...found.refunds);
  into.payments.push(...found.payments);
}
