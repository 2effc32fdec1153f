import { recordMatchDecision } from '../../functions/record-decision/decide-on-match.ts';
import { recordTaskDecision } from '../../functions/record-decision/decide-on-task.ts';
import { identityOf } from '../../shared/domain/provider-refund.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import type { TaskDecision } from '../../shared/domain/task-decision.ts';
import { listDifferences } from '../../shared/stores/difference-list.ts';
import { matchesOfCase, tagOfMatch } from '../../shared/stores/match-store.ts';
import { tagOfTask } from '../../shared/stores/task-tag.ts';
import { aShop, id } from './orders.ts';
import { aProviderRefund, providerWorld } from './provider-world.ts';

const caseId = id.refundCase('CN-1');
const taskId = id.task('CN-1~1');
const pairWith = (refundId: string) => id.match(`${taskId}~${identityOf(aProviderRefund({ refundId }))}`);

/** The one task of CN-1, 10.00 of CAP-1 at PayPal, with people who decide about it. */
export async function decisionWorld(
  changes: Partial<ShopSettings> = {},
  payment: Readonly<Record<string, string>> = {},
) {
  const providers = providerWorld(changes);
  await providers.credit(
    {},
    { payments: otherPayment.map((each) => ({ ...each, providerPaymentId: 'CAP-1', ...payment })) },
  );
  const shop = { ...aShop(changes), shopId: providers.shopId };
  const { table } = providers;
  const tag = async () => tagOfTask(await providers.task());
  const decide = async (decision: TaskDecision, by = 'anna', seen?: string, isAdmin = false) =>
    recordTaskDecision(providers, { shop, by, isAdmin, seen: seen ?? (await tag()) }, taskId, decision);
  const proposed = async (refundId = 'RF-1') =>
    (await matchesOfCase(table, shop.shopId, caseId)).find(({ refund }) => refund.refundId === refundId);
  const judge = async (
    decision: 'confirm' | 'reject' | 'revoke',
    { refundId = 'RF-1', seen, amountMinor }: { refundId?: string; seen?: string; amountMinor?: number } = {},
  ) => {
    const match = await proposed(refundId);
    return recordMatchDecision(
      providers,
      { shop, by: 'anna', isAdmin: false, seen: seen ?? (match && tagOfMatch(match)) },
      { matchId: pairWith(refundId), decision, amountMinor, reason: 'seen in the portal' },
    );
  };
  const difference = async () => (await listDifferences(table, shop.shopId, 10)).items[0];
  const decider = (by: string, seen: string | undefined) => ({ shop, by, isAdmin: false, seen });
  return { ...providers, shop, tag, decide, proposed, judge, difference, decider };
}

/** Another order's payment: CAP-2 of 25.00 at PayPal. */
export const otherPayment = [
  {
    kind: 'provider',
    provider: 'paypal',
    account: 'main',
    providerPaymentId: 'CAP-2',
    amountMinor: 2500,
    paidAt: '2026-11-02T15:00:00.000Z',
  },
];
