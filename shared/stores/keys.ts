import type { LetterName } from '../domain/dead-letter.ts';
import { type CaseId, type DifferenceSubject, type OrderNumber, providerRowName, type ShopId } from '../domain/ids.ts';
import type { LanePriority } from '../domain/stock-effect.ts';
import type { Key } from '../ports/table.ts';

/** Partition of one order: its snapshot, its customer and its ledger. */
export const orderPartition = (shopId: ShopId, orderNumber: OrderNumber): string => `ORDER#${shopId}#${orderNumber}`;

/** Partition of one refund case: one query shows all of it. The shop's own id is the key, so the same id on another order collides. */
export const casePartition = (shopId: ShopId, caseId: CaseId): string => `CASE#${shopId}#${caseId}`;

/** The case itself, with its plan. */
export const caseKey = (shopId: ShopId, caseId: CaseId): Key => ({ pk: casePartition(shopId, caseId), sk: 'CASE' });

/** The one task of a payment in a case; numbers are padded so that they sort. */
export const taskKey = (shopId: ShopId, caseId: CaseId, paymentNumber: number): Key => ({
  pk: casePartition(shopId, caseId),
  sk: `TASK#${String(paymentNumber).padStart(3, '0')}`,
});

/** Partition of the `work` index that lists a shop's cases, by the time they were opened. */
export const casesOfShop = (shopId: ShopId): string => `CASES#${shopId}`;

/**
 * Partition of the `amount` index that lists the cases of a shop that wait for an answer, by the time they were opened: a
 * row stands in an index once, and `work` has it among all cases.
 */
export const waitingCasesOfShop = (shopId: ShopId): string => `CASES_WAITING#${shopId}`;

/** Partition of the `work` index that lists a shop's open tasks, by the time they want to be looked at next. */
export const openTasksOfShop = (shopId: ShopId): string => `TASKS#${shopId}`;

/** Partition of the `work` index that lists the tasks of a shop that are over, by the month (UTC, `2026-11`) of their last booking. */
export const closedTasksOfShop = (shopId: ShopId, month: string): string => `TASKS_CLOSED#${shopId}#${month}`;

/** What is known of reading one order in eCom, by eCom's own id of it: a webhook names no number that could be trusted. */
export const ecomOrderKey = (shopId: ShopId, ecomOrderId: number): Key => ({
  pk: `ECOM#${shopId}`,
  sk: `ORDER#${ecomOrderId}`,
});

/** How far a shop's eCom was looked through, by what for: the sweep, or one backfill. */
export const ecomProgressKey = (shopId: ShopId, what: string): Key => ({
  pk: `ECOM#${shopId}`,
  sk: `PROGRESS#${what}`,
});

/** The name of a refund or a payment of a provider account in keys. */
export const providerRowNameOf = (
  { provider, account }: Readonly<{ provider: string; account: string }>,
  id: string,
): string => providerRowName(provider, account, id);

/** One refund as its provider tells it. The account is told apart by shop: two shops may use one, and each sees its own. */
export const providerRefundKey = (shopId: ShopId, refundName: string): Key => ({
  pk: `REFUND#${shopId}#${refundName}`,
  sk: 'REFUND',
});

/** One payment as its provider tells it. */
export const providerPaymentKey = (shopId: ShopId, paymentName: string): Key => ({
  pk: `PAYMENT#${shopId}#${paymentName}`,
  sk: 'PAYMENT',
});

/** Partition of the `payment` index that lists the refunds of one payment, by the time they were made. */
export const refundsOfPayment = (shopId: ShopId, paymentName: string): string =>
  `REFUNDS_OF_PAYMENT#${shopId}#${paymentName}`;

/** Partition of the `payment` index that lists the payments which name an order, by the time they were made. */
export const paymentsOfOrder = (shopId: ShopId, orderNumber: OrderNumber): string =>
  `PAYMENTS_OF_ORDER#${shopId}#${orderNumber}`;

/** Partition of the `payment` index that lists the tasks of one payment whose id is known, by the time they were opened. */
export const tasksOfPayment = (shopId: ShopId, paymentName: string): string =>
  `TASKS_OF_PAYMENT#${shopId}#${paymentName}`;

/** Partition of the `payment` index that lists the tasks whose payment is not located, by the value of their order. */
export const tasksOfValue = (shopId: ShopId, currency: string, orderTotalMinor: number): string =>
  `TASKS_OF_VALUE#${shopId}#${currency}#${orderTotalMinor}`;

/** Partition of the `amount` index that lists refunds of an amount, by the time they were made. */
export const refundsOfAmount = (shopId: ShopId, currency: string, amountMinor: number): string =>
  `REFUND_AMOUNT#${shopId}#${currency}#${amountMinor}`;

/** Partition of the `amount` index that lists payments of a value, by the time they were made. */
export const paymentsOfValue = (shopId: ShopId, currency: string, amountMinor: number): string =>
  `PAYMENT_VALUE#${shopId}#${currency}#${amountMinor}`;

/** Partition of the `amount` index that lists the tasks of an amount, by the time they were opened. */
export const tasksOfAmount = (shopId: ShopId, currency: string, amountMinor: number): string =>
  `TASK_AMOUNT#${shopId}#${currency}#${amountMinor}`;

/** Partition of the `work` index that lists a shop's refunds which nothing explains yet, by when they are looked at next. */
export const openRefundsOfShop = (shopId: ShopId): string => `REFUNDS_OPEN#${shopId}`;

/** The match of a task with a refund, in the partition of the task's case. */
export const matchKey = (shopId: ShopId, caseId: CaseId, paymentNumber: number, refundName: string): Key => ({
  pk: casePartition(shopId, caseId),
  sk: `MATCH#${String(paymentNumber).padStart(3, '0')}#${refundName}`,
});

/** One credit note that Avoir makes in eCom, by the key that its maker chose. */
export const ecomCreditKey = (shopId: ShopId, key: string): Key => ({ pk: `ECOM#${shopId}`, sk: `CREDIT#${key}` });

/** Partition of the `work` index that lists the orders of a shop that are to be read again, by when. */
export const ecomReadingsOfShop = (shopId: ShopId): string => `ECOM#${shopId}`;

/** Partition of the `work` index that lists dead letters, by the time they were first seen. */
export const deadLettersList = 'DEAD';

/** Partition of the `work` index that lists a shop's open differences, by the time they were raised. */
export const differencesOfShop = (shopId: ShopId): string => `DIFFERENCES#${shopId}`;

/** Partition of the `work` index that lists the differences of a shop that are over, by the month (UTC) of their last booking. */
export const closedDifferencesOfShop = (shopId: ShopId, month: string): string =>
  `DIFFERENCES_CLOSED#${shopId}#${month}`;

/** One difference, in the partition of its case, else of its order, else of its refund. */
export const differenceKey = (shopId: ShopId, about: DifferenceSubject, reason: string, subject?: string): Key => ({
  pk: partitionAbout(shopId, about),
  sk: subject === undefined ? `DIFFERENCE#${reason}` : `DIFFERENCE#${reason}#${subject}`,
});

function partitionAbout(shopId: ShopId, about: DifferenceSubject): string {
  if ('caseId' in about) return casePartition(shopId, about.caseId);
  return 'orderNumber' in about
    ? orderPartition(shopId, about.orderNumber)
    : providerRefundKey(shopId, about.refundName).pk;
}

/** The one refund sale of a case. */
export const saleEffectKey = (shopId: ShopId, caseId: CaseId): Key => ({
  pk: casePartition(shopId, caseId),
  sk: 'EFFECT#SALE',
});

/** One correction of a case's stock; numbers are padded so that they sort. */
export const correctionEffectKey = (shopId: ShopId, caseId: CaseId, correctionNumber: number): Key => ({
  pk: casePartition(shopId, caseId),
  sk: `EFFECT#QOH#${String(correctionNumber).padStart(3, '0')}`,
});

/** One gift card whose part of a cancelled order is to be seen in Retail; numbers are padded so that they sort. */
export const cardCheckKey = (shopId: ShopId, caseId: CaseId, paymentNumber: number): Key => ({
  pk: casePartition(shopId, caseId),
  sk: `CARD#${String(paymentNumber).padStart(3, '0')}`,
});

/** Partition of the `work` index that lists the gift cards of a shop that are to be looked at, by when. */
export const cardChecksOfShop = (shopId: ShopId): string => `CARDS#${shopId}`;

/** Partition of all that is about one Retail account. */
export const lanePartition = (accountId: string): string => `LANE#${accountId}`;

/** The lane itself: who works it, and how full Retail's bucket is. */
export const laneKey = (accountId: string): Key => ({ pk: lanePartition(accountId), sk: 'LANE' });

/** Which correction has an item's quantity in hand: at most one at a time. */
export const itemInHandKey = (accountId: string, retailShopId: string, itemId: string): Key => ({
  pk: lanePartition(accountId),
  sk: `ITEM#${retailShopId}#${itemId}`,
});

/** A sale that somebody else made, and which one of our cases takes it for its own. */
export const observedSaleKey = (accountId: string, saleId: string): Key => ({
  pk: lanePartition(accountId),
  sk: `OBSERVED#${saleId}`,
});

/** A shop for which applying stock was stopped, until a person starts it again. */
export const pausedShopKey = (accountId: string, shopId: ShopId): Key => ({
  pk: lanePartition(accountId),
  sk: `PAUSED#${shopId}`,
});

/** Partition of the `work` index that lists what waits for Retail, by when it is due. */
export const laneWork = (accountId: string, priority: LanePriority): string => `LANE#${accountId}#${priority}`;

/** Partition of the `work` index that lists what the inventory log has yet to show, by its deadline. */
export const confirmationsOfAccount = (accountId: string): string => `CONFIRM#${accountId}`;

/** How far the inventory log of a Retail account was read. */
export const inventoryWatchKey = (accountId: string): Key => ({ pk: lanePartition(accountId), sk: 'LOG' });

/** The token pair of one connection to a Retail account, beside the lane that works with it. */
export const retailTokensKey = (accountId: string, origin: string): Key => ({
  pk: `LANE#${accountId}`,
  sk: `TOKENS#${origin}`,
});

/** One dead letter: the queue it was found in and the message's own id, which stays the same however often it comes. */
export const deadLetterKey = ({ queueName, letterId }: LetterName): Key => ({ pk: `DEAD#${queueName}`, sk: letterId });

/** Partition of one replay: its plan, which never changes, and how far it is. */
export const replayPartition = (replayId: string): string => `REPLAY#${replayId}`;

/** Partition of all that people did in a shop, by time; what is about no single shop has one of its own. */
export const auditPartition = (shopId: string | undefined): string => `AUDIT#${shopId ?? '*'}`;

/** What the newest reading of an order in eCom said. */
export const observationKey = (shopId: ShopId, orderNumber: OrderNumber): Key => ({
  pk: orderPartition(shopId, orderNumber),
  sk: 'OBSERVED',
});

/** One version of the fact behind a case, by the time of the reading that showed it. */
export const factKey = (shopId: ShopId, caseId: CaseId, fetchedAt: string): Key => ({
  pk: casePartition(shopId, caseId),
  sk: `FACT#${fetchedAt}`,
});

/** What is covered of one account of a shop at a provider. */
export const coverageKey = (shopId: ShopId, provider: string, account: string): Key => ({
  pk: `COVERAGE#${shopId}`,
  sk: `${encodeURIComponent(provider)}#${encodeURIComponent(account)}`,
});

/** How far the refunds of one account of a shop at a provider were listed. */
export const pollKey = (shopId: ShopId, provider: string, account: string): Key => ({
  pk: `COVERAGE#${shopId}`,
  sk: `POLL#${encodeURIComponent(provider)}#${encodeURIComponent(account)}`,
});

/** What a shop had to do on one of its days. */
export const digestKey = (shopId: ShopId, day: string): Key => ({ pk: `DIGEST#${shopId}`, sk: day });

/** Who refunds a payment method of a shop's eCom, as a person said. */
export const saidRouteKey = (shopId: ShopId, method: string): Key => ({
  pk: `ROUTES#${shopId}`,
  sk: `METHOD#${encodeURIComponent(method)}`,
});

/** One report that was handed in, by what it is: the same file again is the same row. */
export const reportKey = (shopId: ShopId, reportId: string): Key => ({
  pk: `IMPORT#${shopId}#${reportId}`,
  sk: 'REPORT',
});

/** Partition of the `work` index that lists the reports of a shop, by the time they were handed in. */
export const reportsOfShop = (shopId: ShopId): string => `REPORTS#${shopId}`;
