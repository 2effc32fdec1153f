import type { Count } from '../../shared/lambda/metrics.ts';
import { ProviderRefusedError, ProviderUnavailableError } from '../../shared/providers/provider-errors.ts';
import { refundListOf } from '../../shared/providers/refund-lists.ts';
import { type AskProviderDependencies, askProvider } from '../../shared/reconciliation/ask-provider.ts';
import { readRefund } from '../../shared/stores/provider-refund-store.ts';
import type { ReconcileRefundMessage } from '../../shared/stores/reconciliation-message.ts';

/**
 * Asks the provider at each look how a refund stands that was under way when it was last told: a list shows each refund by
 * when it was made, and not again when it succeeds or fails. One that does not answer is asked at the next look.
 */
export async function askWhenPending(
  dependencies: AskProviderDependencies & Readonly<{ count: Count }>,
  { shopId, provider, account, refundId }: ReconcileRefundMessage,
): Promise<void> {
  // Who lists refunds shows a single one too.
  if (refundListOf(provider) === undefined) return;
  const known = await readRefund(dependencies.table, shopId, { provider, account, refundId });
  if (known?.facts.status !== 'pending') return;
  try {
    await askProvider(dependencies, { shopId, provider, account, question: { refundId } });
  } catch (error) {
    if (error instanceof ProviderUnavailableError) return;
    if (!(error instanceof ProviderRefusedError)) throw error;
    dependencies.count('ProviderQuestionsRefused');
  }
}
