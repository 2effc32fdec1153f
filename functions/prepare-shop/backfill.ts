import type { ShopId } from '../../shared/domain/ids.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Table } from '../../shared/ports/table.ts';
import { writeOfAudit } from '../../shared/stores/audit-store.ts';
import { type LookProgress, readProgress, writeProgress } from '../../shared/stores/ecom-progress-store.ts';

/** Whether all orders of a backfill were sent to be read. */
export const backfillStates = ['under_way', 'sent'] as const;

/** How a backfill stands: since when, how many orders were sent to be read, and whether all were. */
export type BackfillView = Readonly<{ since: string; state: (typeof backfillStates)[number]; sentCount: number }>;

const viewOf = ({ position, since = '', sentCount }: LookProgress): BackfillView => ({
  since,
  state: position === undefined ? 'sent' : 'under_way',
  sentCount,
});

/** How the shop's last backfill stands, if there ever was one. */
export async function readBackfill(table: Table, shopId: ShopId): Promise<BackfillView | undefined> {
  const progress = await readProgress(table, shopId, 'backfill');
  return progress && viewOf(progress);
}

/** Whose history is asked for, since when, and who asks. */
export type BackfillRequest = Readonly<{ shopId: ShopId; since: string; by: string }>;

/**
 * Asks for a shop's history since an instant; the audit trail says who did, in the same write. Asked again for the same instant
 * while it is under way it answers how it stands; when it was done it looks once more and sends only what changed since.
 * Another one under way is in the way.
 */
export async function startBackfill(
  { table, clock }: Readonly<{ table: Table; clock: Clock }>,
  request: BackfillRequest,
): Promise<BackfillView | 'another_under_way'> {
  const { shopId, since, by } = request;
  const known = await readProgress(table, shopId, 'backfill');
  if (known?.position !== undefined) return known.since === since ? viewOf(known) : 'another_under_way';
  const now = clock.now();
  const begun: LookProgress = {
    version: known?.version ?? 0,
    since,
    watermark: since,
    nextAt: now,
    position: { from: since, until: now, list: 'orders', sinceId: 0 },
    sentCount: 0,
  };
  const audit = writeOfAudit({ shopId, at: now, by, action: 'backfill_asked', subject: since });
  const outcome = await writeProgress(table, shopId, 'backfill', begun, [audit]);
  // Whoever was first has begun one; how it stands is the answer.
  return outcome === 'written' ? viewOf(begun) : startBackfill({ table, clock }, request);
}
