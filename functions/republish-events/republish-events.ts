import type { ShopId } from '../../shared/domain/ids.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { EventBus } from '../../shared/ports/event-bus.ts';
import type { Table } from '../../shared/ports/table.ts';
import { addAudit } from '../../shared/stores/audit-store.ts';
import { type EventSpan, listStoredEvents } from '../../shared/stores/stored-event-store.ts';

/** What sending events again needs. */
export type RepublishEventsDependencies = Readonly<{ table: Table; clock: Clock; bus: EventBus }>;

/** Which events are sent again and who wants it; `cursor` goes on where the last answer stopped. */
export type Republishing = Readonly<{ shopId: ShopId; span: EventSpan; by: string; cursor?: string | undefined }>;

/** What became of one slice: how many events were published, and the bus's codes for those that it did not take. */
export type Republished = Readonly<{
  publishedCount: number;
  refusedCodes: readonly string[];
  cursor?: string | undefined;
}>;

// Each case is a query of its own; these take a second.
const casesOfSlice = 50;

/**
 * Publishes the events that stand in a shop's rows again, slice by slice, exactly as they were published first: every
 * consumer tells by the event's id, or by what it finds done, that it has had them. Safe to run at any time, any number
 * of times. The audit says who began it.
 */
export async function republishEvents(
  { table, clock, bus }: RepublishEventsDependencies,
  { shopId, span, by, cursor }: Republishing,
): Promise<Republished> {
  if (cursor === undefined) {
    const begun = {
      shopId,
      at: clock.now(),
      by,
      action: 'events_republished',
      subject: span.from,
      details: span,
    } as const;
    await addAudit(table, begun);
  }
  const page = await listStoredEvents(table, shopId, span, casesOfSlice, cursor);
  const results = page.items.length > 0 ? await bus.publish(page.items) : [];
  const refusedCodes = results.flatMap((result) => (result.published ? [] : [result.code]));
  return { publishedCount: results.length - refusedCodes.length, refusedCodes, cursor: page.cursor };
}
