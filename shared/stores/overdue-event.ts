import * as z from 'zod';
import { type EventAttribute, toEventAttribute } from '../../events/envelope.ts';
import { refundTaskOverdueV1 } from '../../events/refund-task-overdue.v1.ts';
import type { FoundDifference } from './difference-store.ts';

const overdueSchema = z.object({
  reason: z.literal('credit_note_without_refund'),
  shopId: z.string(),
  caseId: z.string(),
  orderNumber: z.string(),
  subject: z.string(),
  provider: z.string().optional(),
  amountMinor: z.int(),
  currency: z.string(),
  evidence: z.object({ dueOn: z.string() }),
  raisedAt: z.string(),
});

/**
 * The event that a difference carries which says that a refund is overdue; `undefined` for any other. Its id follows from the
 * task and its due day: found again after it was resolved, it is the same event and is not published a second time.
 */
export function overdueEventOf(found: FoundDifference): EventAttribute | undefined {
  const overdue = overdueSchema.safeParse(found);
  if (!overdue.success) return undefined;
  const {
    shopId,
    caseId,
    orderNumber,
    subject: taskId,
    provider,
    amountMinor,
    currency,
    evidence,
    raisedAt,
  } = overdue.data;
  const { dueOn } = evidence;
  return toEventAttribute(refundTaskOverdueV1, {
    metadata: {
      eventId: `refund-task-overdue/${shopId}/${taskId}/${dueOn}`,
      correlationId: caseId,
      occurredAt: raisedAt,
      shopId,
      schemaVersion: 1,
    },
    data: { taskId, caseId, orderNumber, provider, amountMinor, currency, dueOn },
  });
}
