import type { Query } from '../../../shared/ports/table.ts';
import { compareTexts } from './row-order.ts';
import { bytesOf, refuse } from './stored-row.ts';

const mostPageBytes = 1024 * 1024;

/** Something that a query finds: its place among the others (first text first), and its weight. */
export type Candidate<Item> = Readonly<{ place: readonly string[]; bytes: number; item: Item }>;

/** What a query gives of the candidates of its partition, and the place after which it goes on. */
export function pageOf<Item>(
  candidates: readonly Candidate<Item>[],
  { partition, range, descending = false, limit }: Query,
  after: readonly string[] | undefined,
): Readonly<{ items: readonly Item[]; last?: Candidate<Item> }> {
  if (partition === '' || bytesOf(partition) > 2048) refuse('a query of no partition');
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 1)) refuse(`a limit of ${limit}`);
  const isWanted = wantedBy(range);
  if (candidates.length === 0) return { items: [] };
  const direction = descending ? -1 : 1;
  const inOrder = candidates
    .filter(({ place }) => isWanted(place[0] ?? '') && (!after || direction * comparePlaces(place, after) > 0))
    .sort((a, b) => direction * comparePlaces(a.place, b.place));
  const page: Candidate<Item>[] = [];
  let bytes = 0;
  for (const candidate of inOrder) {
    if (page.length === limit || (page.length > 0 && bytes + candidate.bytes > mostPageBytes)) break;
    bytes += candidate.bytes;
    page.push(candidate);
  }
  // Like DynamoDB, which does not look whether anything follows the last item that the limit allows.
  const isCut = page.length < inOrder.length || page.length === limit;
  const last = isCut ? page.at(-1) : undefined;
  return { items: page.map(({ item }) => item), ...(last && { last }) };
}

function wantedBy(range: Query['range']): (text: string) => boolean {
  if (range === undefined) return () => true;
  if (range.kind === 'prefix') return (text) => text.startsWith(range.prefix);
  const { from, to } = range;
  if (from === '' || to === '') refuse('empty text as a bound');
  if (compareTexts(from, to) > 0) refuse('a span whose end comes before its start');
  return (text) => compareTexts(from, text) <= 0 && compareTexts(text, to) <= 0;
}

function comparePlaces(a: readonly string[], b: readonly string[]): number {
  for (const [index, text] of a.entries()) {
    const order = compareTexts(text, b[index] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}
