import * as z from 'zod';
import { type AvoirClient, expected } from './avoir-client.ts';

const pageLimit = 100;

/** The first `limit` items of a list of the system, read page by page, and whether there are more. */
export async function readList<Item extends z.ZodType>(
  client: AvoirClient,
  path: string,
  filter: Readonly<Record<string, string | undefined>>,
  item: Item,
  limit: number,
): Promise<Readonly<{ items: readonly z.output<Item>[]; hasMore: boolean }>> {
  const pageSchema = z.object({ items: z.array(item), next: z.string().nullable() });
  const items: z.output<Item>[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ limit: String(pageLimit) });
    for (const [name, value] of Object.entries({ ...filter, cursor })) if (value !== undefined) query.set(name, value);
    const page = expected(pageSchema, await client.get(`${path}?${query}`));
    items.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && items.length < limit);
  return { items: items.slice(0, limit), hasMore: items.length > limit || cursor !== undefined };
}

/** Rows of text as aligned columns, the headings first. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
