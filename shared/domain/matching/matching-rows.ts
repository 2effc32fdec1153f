import type { ProviderPayment } from '../provider-payment.ts';
import type { ProviderRefund, ProviderRefundKind, ProviderRefundStatus } from '../provider-refund.ts';
import { NumberColumn } from './number-column.ts';
import { TextColumn } from './text-column.ts';
import { unixSecondsOf } from './unix-time.ts';

/** One refund that should be made: a refund task, or a credit note as a file has it. Times are ISO days or instants. */
export type MatchingTask = Readonly<{
  /** Unique among all tasks: the task's id, or the credit note's. */
  taskId: string;
  orderNumber?: string | undefined;
  provider?: string | undefined;
  account?: string | undefined;
  paymentId?: string | undefined;
  /** The provider's id of the refund, where somebody linked it or typed it in. */
  refundId?: string | undefined;
  amountMinor: number;
  currency: string;
  issuedAt: string;
  orderTotalMinor?: number | undefined;
  paidAt?: string | undefined;
  customerName?: string | undefined;
  customerEmail?: string | undefined;
}>;

/** Where a refund stands, as far as matching is concerned. */
export const refundStages = { pending: 0, live: 1, returned: 2, failed: 3 } as const;
const stageOf: Readonly<Record<ProviderRefundStatus, number>> = {
  pending: refundStages.pending,
  done: refundStages.live,
  returned: refundStages.returned,
  failed: refundStages.failed,
  canceled: refundStages.failed,
};

/** What a row of a provider is. */
export const refundRowKinds = { refund: 0, chargeback: 1, returned: 2 } as const;
const rowKindOf: Readonly<Record<ProviderRefundKind, number>> = {
  refund: refundRowKinds.refund,
  chargeback: refundRowKinds.chargeback,
  // The provider took the money back for the customer, as with a chargeback: nobody of the shop refunded.
  reversal: refundRowKinds.chargeback,
  returned: refundRowKinds.returned,
};

/** Gives equal words small numbers from 1, in order of appearance; 0 is the missing word. */
class Words {
  readonly #numbers = new Map<string, number>();
  readonly #words: string[] = [''];

  numberOf(word: string): number {
    if (word === '') return 0;
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.#words.push(word) - 1;
    this.#numbers.set(word, number);
    return number;
  }

  at(number: number): string {
    return this.#words[number] ?? '';
  }
}

/** Columns that tasks, payments and refunds have in common; payments have no other. */
export class MoneyColumns {
  readonly id = new TextColumn();
  readonly paymentId = new TextColumn();
  readonly reference = new TextColumn();
  readonly name = new TextColumn();
  readonly email = new TextColumn();
  readonly provider = new NumberColumn();
  readonly account = new NumberColumn();
  readonly currency = new NumberColumn();
  readonly amountMinor = new NumberColumn();
  readonly at = new NumberColumn();

  get size(): number {
    return this.id.size;
  }
}

/** Tasks: `reference` is the order's number, `at` the credit note's time. */
class TaskColumns extends MoneyColumns {
  readonly refundId = new TextColumn();
  readonly orderTotalMinor = new NumberColumn();
  readonly paidAt = new NumberColumn();
}

/** Refunds: `reference` holds all references, one a line; stage and kind are the numbers above. */
class RefundColumns extends MoneyColumns {
  readonly stage = new NumberColumn();
  readonly kind = new NumberColumn();
}

/** All rows of one matching, as columns: a million tasks with their payments and refunds stay far below 512 MB. */
export class MatchingRows {
  readonly words = new Words();
  readonly tasks = new TaskColumns();
  readonly payments = new MoneyColumns();
  readonly refunds = new RefundColumns();

  /** Adds a task. Throws a `RangeError` on an amount or a time that is none. */
  addTask(task: MatchingTask): void {
    this.#add(this.tasks, {
      id: task.taskId,
      paymentId: task.paymentId,
      reference: task.orderNumber?.trim(),
      name: task.customerName,
      email: task.customerEmail,
      provider: task.provider,
      account: task.account,
      currency: task.currency,
      amountMinor: task.amountMinor,
      at: task.issuedAt,
    });
    this.tasks.refundId.add(task.refundId ?? '');
    this.tasks.orderTotalMinor.add(task.orderTotalMinor ?? 0);
    this.tasks.paidAt.add(task.paidAt === undefined ? 0 : secondsOf(task.paidAt));
  }

  /** Adds a payment; its id must not have been added before. */
  addPayment(payment: ProviderPayment): void {
    this.#add(this.payments, {
      ...payment,
      id: '',
      reference: payment.references.join('\n'),
      name: payment.customerName,
      email: payment.customerEmail,
      at: payment.paidAt,
    });
  }

  /** Adds a refund; two reports of the same one are merged before. */
  addRefund(refund: ProviderRefund): void {
    this.#add(this.refunds, {
      ...refund,
      id: refund.refundId,
      reference: refund.references.join('\n'),
      name: refund.customerName,
      email: refund.customerEmail,
      at: refund.createdAt,
    });
    this.refunds.stage.add(stageOf[refund.status]);
    this.refunds.kind.add(rowKindOf[refund.kind]);
  }

  #add(columns: MoneyColumns, row: CommonRow): void {
    columns.id.add(row.id);
    columns.paymentId.add(row.paymentId ?? '');
    columns.reference.add(row.reference ?? '');
    columns.name.add(row.name ?? '');
    columns.email.add(row.email ?? '');
    columns.provider.add(this.words.numberOf(row.provider ?? ''));
    columns.account.add(this.words.numberOf(row.account ?? ''));
    columns.currency.add(this.words.numberOf(row.currency));
    columns.amountMinor.add(row.amountMinor);
    columns.at.add(secondsOf(row.at));
  }
}

type CommonRow = Readonly<{
  id: string;
  paymentId?: string | undefined;
  reference?: string | undefined;
  name?: string | undefined;
  email?: string | undefined;
  provider?: string | undefined;
  account?: string | undefined;
  currency: string;
  amountMinor: number;
  at: string;
}>;

function secondsOf(text: string): number {
  const seconds = unixSecondsOf(text);
  if (seconds === undefined) throw new RangeError(`Neither a day nor an instant: ${text}`);
  return seconds;
}
