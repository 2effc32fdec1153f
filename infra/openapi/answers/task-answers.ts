import * as z from 'zod';
import type { PaymentNow } from '../../../functions/record-decision/ask-about-payment.ts';
import type { decidedTask } from '../../../functions/record-decision/decision-answers.ts';
import type { RefundTaskState } from '../../../shared/domain/refund-task.ts';
import { notAskedReasons } from '../../../shared/reconciliation/ask-about-task.ts';
import { caseIdSchema, orderNumberSchema, taskIdSchema } from '../../../shared/stores/id-schemas.ts';
import { taskFactsSchema, taskStateSchema } from '../../../shared/stores/refund-task-schema.ts';
import type { TaskView } from '../../../shared/views/task-view.ts';
import { component } from './component.ts';

const facts = taskFactsSchema.shape;
const payment = facts.payment.shape;
const etag = z.string().describe('What If-Match of the next decision has to say.');

/** Where a refund task stands. */
export const taskState = component<RefundTaskState>()(
  'RefundTaskState',
  'Where a refund task stands; one that is on hold says why.',
  taskStateSchema,
);

/** One refund to be made. */
export const refundTask = component<TaskView>()(
  'RefundTask',
  'One refund to be made for one payment of one case, with all that locates its transaction.',
  z.object({
    taskId: taskIdSchema,
    caseId: caseIdSchema,
    paymentNumber: payment.paymentNumber,
    state: taskState,
    refundMode: payment.refundMode,
    provider: payment.provider,
    account: payment.account,
    method: payment.method,
    amountMinor: payment.amountMinor,
    amount: z.string().describe('The same as decimal text.'),
    currency: z.string(),
    locateBy: z
      .object({
        orderNumber: orderNumberSchema,
        orderValueMinor: z.int(),
        orderValue: z.string(),
        customerName: z.string().optional().describe('Missing once the customer was forgotten.'),
        transactionDate: payment.paidAt,
        providerPaymentId: payment.providerPaymentId,
        portalLink: z.string().optional(),
      })
      .describe('What the transaction is located by: the value of the order, the customer, the date.'),
    located: facts.located,
    isInOtherCurrency: z.boolean(),
    refundCurrency: z.string(),
    restMinor: z.int().describe('What is still to give back, in minor units of refundCurrency.'),
    matches: facts.matches.unwrap(),
    chargebacks: facts.chargebacks.unwrap(),
    taken: facts.taken,
    report: facts.report,
    closed: facts.closed,
    etag,
    openedAt: z.string(),
    dueOn: z.string().describe('Day of the shop.'),
    portalClosesOn: payment.portalClosesOn,
    isOverdue: z.boolean(),
    asksWhetherRefunded: z.boolean().describe('Whether a person is asked if eCom refunded it by itself.'),
    nextCheckAt: z.string(),
  }),
);

const known = {
  currency: z.string(),
  refundedMinor: z.int().optional(),
  refundableMinor: z.int().optional(),
  asOf: z.string().optional(),
};

/** What the payment of a task still carries. */
const paymentNow = component<PaymentNow>()(
  'PaymentNow',
  'What the payment still carries: as the provider says now, or as it was last known.',
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('answered'), ...known }),
    z.object({ kind: z.literal('not_asked'), reason: z.enum(notAskedReasons), ...known }),
  ]),
);

/** A refund task after a decision about it. */
export const taskAfterDecision = component<
  ReturnType<typeof decidedTask> & Readonly<{ payment?: PaymentNow | undefined }>
>()(
  'DecidedRefundTask',
  'A refund task after a decision about it; payment where its provider was asked.',
  z.object({
    taskId: taskIdSchema,
    caseId: caseIdSchema,
    state: taskState,
    restMinor: z.int(),
    taken: facts.taken,
    report: facts.report,
    closed: facts.closed,
    etag,
    payment: paymentNow.optional(),
  }),
);
