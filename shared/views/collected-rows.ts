import type { Page } from '../ports/table.ts';

/** Rows of a list, and whether there are more than were read. */
export type CollectedRows<Item> = Readonly<{ items: readonly Item[]; isCut: boolean }>;

/**
 * The rows of a list of the index, page by page, up to so many. Each is there once: a row that moves on in the list while it
 * is read comes again on a later page.
 */
export async function collectRows<Item>(
  read: (cursor: string | undefined) => Promise<Page<Item>>,
  { idOf, mostRows }: Readonly<{ idOf: (item: Item) => string; mostRows: number }>,
): Promise<CollectedRows<Item>> {
  const found = new Map<string, Item>();
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    for (const item of page.items) found.set(idOf(item), item);
    cursor = page.cursor;
  } while (cursor !== undefined && found.size < mostRows);
  const items = [...found.values()];
  return { items: items.slice(0, mostRows), isCut: cursor !== undefined || items.length > mostRows };
}
