import { correctionOfSaid } from '../../shared/domain/corrections-of-sale.ts';
import type { DifferenceId } from '../../shared/domain/ids.ts';
import type { Write } from '../../shared/ports/table.ts';
import { writeOfSaidItem } from '../../shared/stores/decided-difference.ts';
import type { StoredDifference } from '../../shared/stores/difference-store.ts';
import { readSaleEffect, writeOfChangedEffect, writeOfNewEffect } from '../../shared/stores/stock-effect-store.ts';
import type { Decider, DecisionDependencies } from './record-decision.ts';
import { audited, type DifferenceDecision, decideOnDifference, type SettlementOutcome } from './settle-difference.ts';

/** Which item of Retail a line of a case is, as a person says. */
export type SaidItem = Readonly<{ differenceId: DifferenceId; itemId: string }>;

/**
 * Takes a person's word for which item in Retail a line is that no search found. A refund sale that is not drafted yet takes
 * it in and goes on if it was held for that; one that was drafted is never changed, and the goods come back by a correction
 * of their own, opened once. Lane and confirmation then treat it like any other. Said again it changes nothing.
 */
export function sayItem(
  dependencies: DecisionDependencies,
  decider: Decider,
  { differenceId, itemId }: SaidItem,
): Promise<SettlementOutcome> {
  const { clock } = dependencies;
  const { by } = decider;
  return decideOnDifference(dependencies, decider, differenceId, async (known): Promise<DifferenceDecision> => {
    if (known.said?.itemId === itemId) return 'same';
    if (known.reason !== 'item_unknown') return { code: 'not_about_item' };
    if (known.state !== 'open') return { code: 'difference_not_open' };
    const at = clock.now();
    const moved = await movedBy(dependencies, decider, known, { itemId, at });
    if (moved === undefined) return { code: 'stock_not_ours' };
    return {
      writes: [
        writeOfSaidItem(decider.shop.shopId, known, { itemId, by, at }),
        ...moved,
        ...audited(decider, known, { at, action: 'item_said', details: { itemId } }),
      ],
      taskId: undefined,
    };
  });
}

/** What the word moves in Retail; `undefined` where Avoir does not write the stock of the case. */
async function movedBy(
  { table }: DecisionDependencies,
  { shop }: Decider,
  { caseId, subject: orderLineId }: StoredDifference,
  { itemId, at }: Readonly<{ itemId: string; at: string }>,
): Promise<readonly Write[] | undefined> {
  if (caseId === undefined || orderLineId === undefined) return undefined;
  const sale = await readSaleEffect(table, shop.shopId, caseId);
  if (sale?.facts.writer !== 'avoir' || sale.progress.observed !== undefined) return undefined;
  const { held, saidItems, ...progress } = sale.progress;
  if (progress.registered === undefined) {
    const stillHeld = held?.reason === 'no_item_known' ? undefined : held;
    const said = { ...saidItems, [orderLineId]: itemId };
    return [writeOfChangedEffect({ ...sale, progress: { ...progress, held: stillHeld, saidItems: said } }, at)];
  }
  const correction = correctionOfSaid(sale, { orderLineId, itemId, openedAt: at });
  return correction === undefined ? [] : [writeOfNewEffect(correction, at)];
}
