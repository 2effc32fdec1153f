import { askAboutPayment } from '../../../functions/record-decision/ask-about-payment.ts';
import { recordMatchDecision } from '../../../functions/record-decision/decide-on-match.ts';
import { recordTaskDecision } from '../../../functions/record-decision/decide-on-task.ts';
import { matchOf, taskOf } from '../../../shared/domain/ids.ts';
import { identityOf } from '../../../shared/domain/provider-refund.ts';
import { dayInShop } from '../../../shared/domain/shop-day.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { AskProviderDependencies } from '../../../shared/reconciliation/ask-provider.ts';
import type { ReconciledShop } from '../../../shared/reconciliation/reconciled-shop.ts';
import { readMatch } from '../../../shared/stores/match-store.ts';
import { readTask } from '../../../shared/stores/refund-task-store.ts';
import { id } from '../../support/orders.ts';
import type { Decided } from './provider-stories.ts';
import { stripeAccount } from './simulated-stripe.ts';

type Deciding = AskProviderDependencies & Readonly<{ clock: Clock }>;

/**
 * Lets a person decide, once there is what they decide about; answers whether they have. Whoever got no answer asks again,
 * and is answered as the first time.
 */
export async function decide(
  dependencies: Deciding,
  shop: ReconciledShop,
  decided: Decided,
  refundIds: readonly string[],
): Promise<boolean> {
  const { table, clock } = dependencies;
  const decider = { shop, by: 'anna', isAdmin: false, seen: '*' };
  const caseId = id.refundCase(decided.creditNoteId);
  const taskId = taskOf(caseId, 1);
  const task = await readTask(table, shop.shopId, caseId, 1);
  if (task === undefined) return false;
  switch (decided.kind) {
    case 'take': {
      // Somebody who finds it done already takes nothing.
      await recordTaskDecision(dependencies, decider, taskId, { kind: 'take' });
      await askAboutPayment(dependencies, shop, task);
      return true;
    }
    case 'claim': {
      const refundedOn = dayInShop(clock.now(), shop.timeZone);
      const { amountMinor } = decided;
      const report = { kind: 'report', amountMinor, refundedOn } as const;
      const { kind } = await recordTaskDecision(dependencies, decider, taskId, report);
      return kind === 'decided';
    }
    case 'judge': {
      const refundId = refundIds[decided.refund - 1];
      if (refundId === undefined) return false;
      const { provider, account } = stripeAccount;
      const matchId = matchOf(taskId, identityOf({ provider, account, refundId }));
      const known = await readMatch(table, shop.shopId, matchId);
      const isAsked = known?.state === (decided.decision === 'revoke' ? 'confirmed' : 'proposed');
      if (known === undefined || (!isAsked && known.history.every(({ by }) => by !== decider.by))) return false;
      const { kind } = await recordMatchDecision(dependencies, decider, { matchId, decision: decided.decision });
      return kind === 'decided';
    }
  }
}
