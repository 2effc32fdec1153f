import { namedOrders } from '../named-orders.ts';
import type { ProviderRefund } from '../provider-refund.ts';
import { expectedOf, providerOf, type RefundTaskFacts, restMinorOf } from '../refund-task.ts';
import { dayInShop } from '../shop-day.ts';
import { compatibleName, nameAgreement, nameFormOf } from './name-form.ts';

/** What a person compares when they decide whether a refund settles a task, the surest first. */
export const comparedThings = ['amount', 'account', 'transaction', 'order_number', 'customer', 'day'] as const;
/** One of these. */
export type ComparedThing = (typeof comparedThings)[number];

/** How one thing stands on both sides. `agrees` is missing where one side says nothing of it, or it proves nothing. */
export type Comparison = Readonly<{ thing: ComparedThing; agrees?: boolean | undefined }>;

/** Who the customer of a task is, and what order numbers and days look like in its shop. */
export type ComparisonGround = Readonly<{
  customerName?: string | undefined;
  orderPrefix: string;
  timeZone: string;
}>;

/** What agrees and what differs between a task and a refund; the amount is held against what the task still gives back. */
export function comparePair(
  task: RefundTaskFacts,
  refund: ProviderRefund,
  { customerName, orderPrefix, timeZone }: ComparisonGround,
): readonly Comparison[] {
  const { payment, located, orderNumber, openedAt } = task;
  const named = namedOrders(refund.references, orderPrefix);
  const agreements: Readonly<Record<ComparedThing, boolean | undefined>> = {
    amount: refund.currency === expectedOf(task).currency && refund.amountMinor === restMinorOf(task),
    account: bothOf(
      agreementOf(providerOf(task), refund.provider),
      agreementOf(located?.account ?? payment.account, refund.account),
    ),
    transaction: agreementOf(located?.paymentId ?? payment.providerPaymentId, refund.paymentId),
    order_number: named.length === 0 ? undefined : named.includes(orderNumber),
    customer: agreementOf(customerName, refund.customerName, isSamePerson),
    // Another day proves nothing: many refunds are made days before or after their credit note.
    day: dayInShop(openedAt, timeZone) === dayInShop(refund.createdAt, timeZone) || undefined,
  };
  return comparedThings.map((thing) => ({ thing, agrees: agreements[thing] }));
}

/** Whether two texts agree; `undefined` where one side says nothing. */
function agreementOf(
  a: string | undefined,
  b: string | undefined,
  isSame: (a: string, b: string) => boolean = (one, other) => one === other,
): boolean | undefined {
  return a === undefined || b === undefined ? undefined : isSame(a, b);
}

const bothOf = (a: boolean | undefined, b: boolean | undefined): boolean | undefined =>
  a === undefined || a === false ? a : (b ?? a);

const isSamePerson = (a: string, b: string): boolean => nameAgreement(nameFormOf(a), nameFormOf(b)) >= compatibleName;
