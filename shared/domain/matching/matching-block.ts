import type { ProviderPayment } from '../provider-payment.ts';
import type { RefundTaskFacts } from '../refund-task.ts';
import type { SeenRefund } from '../seen-refund.ts';

/** A task with who bought, which no task keeps itself. */
export type BlockTask = Readonly<{
  facts: RefundTaskFacts;
  customerName?: string | undefined;
  customerEmail?: string | undefined;
}>;

/**
 * Tasks, payments and refunds that may have to do with each other. It must hold all that competes for the same: a task is
 * alone only if no other one could take its refund.
 */
export type Block = Readonly<{
  tasks: readonly BlockTask[];
  payments: readonly ProviderPayment[];
  refunds: readonly SeenRefund[];
  /** What the block was gathered for: only about these is everything in it that could matter. */
  focus: BlockFocus;
}>;

/** Tasks by their ids, refunds by their names. */
export type BlockFocus = Readonly<{ taskIds: ReadonlySet<string>; refundNames: ReadonlySet<string> }>;

/** Whether a block can say something about a pair. */
export const isInFocus = (
  { taskIds, refundNames }: BlockFocus,
  pair: Readonly<{ taskId: string | undefined; refundName: string | undefined }>,
): boolean => taskIds.has(pair.taskId ?? '') || refundNames.has(pair.refundName ?? '');
