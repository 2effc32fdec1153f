import type { ShopId } from '../../shared/domain/ids.ts';
import { isPollDue } from '../../shared/domain/poll-window.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Page, Table } from '../../shared/ports/table.ts';
import { refundListOf } from '../../shared/providers/refund-lists.ts';
import type { CoveredAccount } from '../../shared/stores/coverage-store.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';
import { notePollSent, readPolls } from '../../shared/stores/poll-store.ts';
import { listDueRefunds } from '../../shared/stores/provider-refund-store.ts';
import type { AskForRefundsMessage, ReconciliationMessage } from '../../shared/stores/reconciliation-message.ts';
import { listDueTasks } from '../../shared/stores/refund-task-store.ts';

/** What chasing needs. */
export type ChaseRefundsDependencies = Readonly<{
  table: Table;
  settings: Settings;
  reconciliationQueue: Queue;
  clock: Clock;
}>;

/** How many tasks and refunds were sent to be looked at, and how many accounts to be listed. */
export type Chased = Readonly<{ taskCount: number; refundCount: number; accountCount: number }>;

/**
 * Sends every open task and every unexplained refund whose check is due to be looked at. The index it reads is a hint: a
 * row that it misses is found the next minute, and one that it names too often is looked at twice, which changes nothing.
 * Every five minutes it has the newest refunds of each account listed, where its provider lists them.
 */
export async function chaseRefunds({
  table,
  settings,
  reconciliationQueue,
  clock,
}: ChaseRefundsDependencies): Promise<Chased> {
  const now = clock.now();
  let taskCount = 0;
  let refundCount = 0;
  let accountCount = 0;
  for (const shop of await settings.shops()) {
    const shopId = shopIdSchema.parse(shop.shopId);
    taskCount += await sendAll(
      reconciliationQueue,
      (cursor) => listDueTasks(table, shopId, now, cursor),
      ({ facts: { caseId, payment } }) => {
        return { kind: 'reconcile_task', shopId, caseId, paymentNumber: payment.paymentNumber };
      },
    );
    refundCount += await sendAll(
      reconciliationQueue,
      (cursor) => listDueRefunds(table, shopId, now, cursor),
      ({ facts: { provider, account, refundId } }) => {
        return { kind: 'reconcile_refund', shopId, provider, account, refundId };
      },
    );
    accountCount += await sendPolls({ table, reconciliationQueue }, { shopId, providers: shop.providers, now });
  }
  return { taskCount, refundCount, accountCount };
}

/** The account is noted as asked first: a crash between the two costs one turn, and whoever is second sends nothing. */
async function sendPolls(
  { table, reconciliationQueue }: Pick<ChaseRefundsDependencies, 'table' | 'reconciliationQueue'>,
  { shopId, providers, now }: Readonly<{ shopId: ShopId; providers: readonly CoveredAccount[]; now: string }>,
): Promise<number> {
  const listed = providers.filter(({ provider }) => refundListOf(provider) !== undefined);
  const polls = await readPolls(table, shopId, listed);
  let count = 0;
  for (const [index, { provider, account }] of listed.entries()) {
    const known = polls[index];
    if (known !== undefined && !isPollDue(known.sentAt, now)) continue;
    if (!(await notePollSent(table, shopId, { provider, account }, { known, now })) || known === undefined) continue;
    const message: AskForRefundsMessage = { kind: 'ask_for_refunds', shopId, provider, account };
    await reconciliationQueue.send([{ body: JSON.stringify(message) }]);
    count += 1;
  }
  return count;
}

async function sendAll<Due>(
  queue: Queue,
  pageAt: (cursor: string | undefined) => Promise<Page<Due>>,
  messageAbout: (due: Due) => ReconciliationMessage,
): Promise<number> {
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await pageAt(cursor);
    const bodies = page.items.map((due) => ({ body: JSON.stringify(messageAbout(due)) }));
    if (bodies.length > 0) await queue.send(bodies);
    count += bodies.length;
    cursor = page.cursor;
  } while (cursor !== undefined);
  return count;
}
