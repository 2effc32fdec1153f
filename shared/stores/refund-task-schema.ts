import * as z from 'zod';
import { differenceEndings } from '../domain/difference.ts';
import { providerRefundKinds, providerRefundStatuses } from '../domain/provider-refund.ts';
import {
  locatedBy,
  onHoldReasons,
  type RefundTaskFacts,
  type RefundTaskState,
  taskStateNames,
} from '../domain/refund-task.ts';
import { matchStates, type TaskMatch } from '../domain/task-match.ts';
import { caseIdSchema, matchIdSchema, orderNumberSchema, shopIdSchema, taskIdSchema } from './id-schemas.ts';
import { plannedPaymentSchema } from './planned-payment-schema.ts';

const refundIdentitySchema = z.object({ provider: z.string(), account: z.string(), refundId: z.string() });

const taskMatchSchema = z.object({
  matchId: matchIdSchema,
  refund: refundIdentitySchema,
  amountMinor: z.int().positive(),
  state: z.enum(matchStates),
  kind: z.enum(providerRefundKinds),
  status: z.enum(providerRefundStatuses),
  decidedByPerson: z.literal(true).optional(),
}) satisfies z.ZodType<TaskMatch>;

/** Parses the facts of a refund task as they are stored. */
export const taskFactsSchema = z.object({
  shopId: shopIdSchema,
  taskId: taskIdSchema,
  caseId: caseIdSchema,
  orderNumber: orderNumberSchema,
  orderTotalMinor: z.int(),
  currency: z.string(),
  payment: plannedPaymentSchema,
  openedAt: z.string(),
  dueOn: z.string(),
  withdrawnAt: z.string().optional(),
  located: z
    .object({
      provider: z.string(),
      account: z.string(),
      paymentId: z.string(),
      by: z.enum(locatedBy),
      at: z.string(),
      capturedMinor: z.int().optional(),
      refundedMinor: z.int().optional(),
      asOf: z.string().optional(),
    })
    .optional(),
  matches: z.array(taskMatchSchema).optional(),
  chargebacks: z
    .array(z.object({ refund: refundIdentitySchema, amountMinor: z.int(), status: z.enum(providerRefundStatuses) }))
    .optional(),
  taken: z.object({ by: z.string(), at: z.string() }).optional(),
  report: z
    .object({
      by: z.string(),
      at: z.string(),
      amountMinor: z.int(),
      refundedOn: z.string(),
      refundId: z.string().optional(),
    })
    .optional(),
  closed: z
    .object({ ending: z.enum(differenceEndings), by: z.string(), at: z.string(), note: z.string().optional() })
    .optional(),
}) satisfies z.ZodType<RefundTaskFacts>;

/** Parses the state of a refund task as it is stored and shown. */
export const taskStateSchema = z.discriminatedUnion('name', [
  z.object({ name: z.enum(taskStateNames).exclude(['on_hold']) }),
  z.object({ name: z.literal('on_hold'), reason: z.enum(onHoldReasons) }),
]) satisfies z.ZodType<RefundTaskState>;
