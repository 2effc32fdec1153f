import { pollWindow, seenAfter, wholeDaysOf } from '../domain/poll-window.ts';
import { refundListOf } from '../providers/refund-lists.ts';
import { addCoverage } from '../stores/coverage-store.ts';
import { readPolls, savePolledSpan } from '../stores/poll-store.ts';
import type { AskForRefundsMessage } from '../stores/reconciliation-message.ts';
import { type AskProviderDependencies, askForRefundsOf } from './ask-provider.ts';
import { reconciledShop } from './reconciled-shop.ts';

/**
 * Lists what an account refunded since it was last listed and keeps it: what a webhook should have told, and did not, is
 * seen so, also a refund that no task waits for. How far it was seen moves on only after all of it is kept; run again or late
 * it lists the same span again, and what is known already writes nothing.
 */
export async function askForRefunds(
  dependencies: AskProviderDependencies,
  { shopId, provider, account }: AskForRefundsMessage,
): Promise<void> {
  const { table, settings, clock } = dependencies;
  const list = refundListOf(provider);
  const [known] = await readPolls(table, shopId, [{ provider, account }]);
  if (known === undefined || list === undefined) return;
  const window = pollWindow(known, clock.now());
  await askForRefundsOf(dependencies, { shopId, provider, account, question: window });
  const seen = seenAfter(known, window, list.lagSeconds);
  const { timeZone } = await reconciledShop(settings, shopId);
  const span = wholeDaysOf(seen, timeZone);
  if (span !== undefined) await addCoverage(table, shopId, { provider, account }, { channel: 'refund_poll', span });
  await savePolledSpan(table, shopId, { provider, account }, seen);
}
