import * as z from 'zod';
import type { ShopId } from '../domain/ids.ts';
import type { OutgoingEvent } from '../ports/event-bus.ts';
import type { Page, Row, Table } from '../ports/table.ts';
import { casesOfShop } from './keys.ts';
import { readPartition } from './partition.ts';

/** Which events: from one instant to another, both included, by when what they tell happened. */
export type EventSpan = Readonly<{ from: string; to: string }>;

const eventRow = z.object({
  event: z.object({ detailType: z.string(), source: z.string(), time: z.string(), detail: z.string() }).optional(),
});

/**
 * The newest event of each row of so many cases of a shop, the cases that were opened first coming first. A row keeps
 * only its newest event, and a case that was opened before the span may have one within it: so every case is looked at.
 */
export async function listStoredEvents(
  table: Table,
  shopId: ShopId,
  { from, to }: EventSpan,
  caseLimit: number,
  cursor?: string,
): Promise<Page<OutgoingEvent>> {
  const range = { kind: 'between', from: '0', to: `${to}~` } as const;
  const page = await table.queryIndex('work', { partition: casesOfShop(shopId), range, limit: caseLimit, cursor });
  const partitions = await Promise.all(page.items.map(({ pk }) => readPartition(table, pk)));
  const events = partitions.flat().flatMap((row) => eventOf(row) ?? []);
  return { items: events.filter(({ time }) => from <= time && time <= to), cursor: page.cursor };
}

const eventOf = (row: Row): OutgoingEvent | undefined => eventRow.parse(row).event;
