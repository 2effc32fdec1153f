import type { RefundCaseOpenedV1 } from '../../events/refund-case-opened.v1.ts';
import { confirmDeadline, listOf } from '../../shared/domain/effect-place.ts';
import { refundSaleOf } from '../../shared/domain/effects-of-plan.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Table } from '../../shared/ports/table.ts';
import { caseIdSchema, shopIdSchema } from '../../shared/stores/id-schemas.ts';
import { wakeLane } from '../../shared/stores/lane-message.ts';
import { readCase } from '../../shared/stores/refund-case-store.ts';
import { openEffect } from '../../shared/stores/stock-effect-store.ts';

/** What opening effects needs. */
export type OpenStockEffectsDependencies = Readonly<{ table: Table; settings: Settings; laneQueue: Queue }>;

/** An event named a case or a shop that is not there. A case is stored with its event, so this is a fault. */
export class UnknownCaseError extends Error {
  override readonly name = 'UnknownCaseError';
}

/**
 * Opens the refund sale that a case makes in Retail, and wakes the lane that will work it. Safe to run again for the same
 * event: the effect is opened once, and a lane that is woken twice looks twice. What Lightspeed's own link is to write is
 * opened too, as an expectation, and wakes nobody.
 */
export async function openStockEffects(
  { table, settings, laneQueue }: OpenStockEffectsDependencies,
  { metadata, data }: RefundCaseOpenedV1,
): Promise<void> {
  const shopId = shopIdSchema.parse(metadata.shopId);
  const caseId = caseIdSchema.parse(data.caseId);
  const [shop, refundCase] = await Promise.all([settings.shop(shopId), readCase(table, shopId, caseId)]);
  if (shop === undefined || refundCase === undefined) throw new UnknownCaseError('The event names no case of ours.');
  const openedAt = metadata.occurredAt;
  const effect = refundSaleOf(refundCase.plan, shop, { shopId, caseId, openedAt });
  if (effect === undefined) return;
  const waits = listOf(effect);
  await openEffect(table, effect, waits === 'confirmations' ? confirmDeadline(effect, openedAt) : openedAt);
  // Again with every repetition, so that a crash between row and message loses nothing.
  if (waits === 'lane') await laneQueue.send([wakeLane(shopId)]);
}
