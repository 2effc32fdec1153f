import { Buffer } from 'node:buffer';
import { type Condition, compare } from './filters.ts';
import type { Query } from './query.ts';
import { malformed } from './refusal.ts';
import { type Resource, recordOf, type SearchHints } from './resource.ts';
import { oneOrMany, type TextRecord } from './text.ts';

/** Where a row stands in the order that was asked for. */
type Position = readonly [value: string, id: number];

/** One page of a list, as the API writes it. `url` is what was asked; links to the pages beside are made of it. */
export function pageOf<Row>(resource: Resource<Row>, query: Query, url: URL, now: number): TextRecord {
  const rows = matching(resource, query, now);
  if (query.isCount) return { '@attributes': { count: String([...rows].length) } };
  const { page, isFirst, isLast } = cut(resource, query, inOrder(resource, query, rows));
  const link = (direction: 'after' | 'before', row: Row | undefined): string =>
    row === undefined ? '' : linkTo(url, query, direction, positionOf(resource, query, row));
  return {
    '@attributes': {
      next: isLast ? '' : link('after', page.at(-1)),
      previous: isFirst ? '' : link('before', page[0]),
    },
    ...(page.length > 0 && { [resource.name]: oneOrMany(page.map((row) => recordOf(resource, row, query.relations))) }),
  };
}

function* matching<Row>(resource: Resource<Row>, query: Query, now: number): Iterable<Row> {
  const hints = hintsOf(resource, query.conditions);
  const backwards = goesBackwards(resource, query) ? resource.searchBackwards : undefined;
  for (const row of backwards ? backwards(hints) : resource.search(hints, now)) {
    if (!fitsArchived(resource, query, row)) continue;
    if (query.conditions.every((condition) => holdsFor(resource, condition, row))) yield row;
  }
}

function hintsOf<Row>({ idField }: Resource<Row>, conditions: readonly Condition[]): SearchHints {
  const own = conditions.filter(({ relation }) => relation === undefined);
  const exact = own.filter(({ operator }) => operator === '=' || operator === 'IN');
  const above = own.filter(({ field, operator }) => field === idField && operator === '>');
  return {
    exactly: new Map(exact.map(({ field, values }) => [field, values])),
    idAbove: Math.max(0, ...above.map(({ values }) => Number(values[0]) || 0)),
  };
}

function fitsArchived<Row>({ isArchived }: Resource<Row>, { archived }: Query, row: Row): boolean {
  if (isArchived === undefined || archived === 'true') return true;
  return isArchived(row) === (archived === 'only');
}

function holdsFor<Row>(resource: Resource<Row>, { relation, field, holds }: Condition, row: Row): boolean {
  if (relation === undefined) return holds(resource.fields[field]?.(row) ?? '');
  const related = resource.relations[relation];
  if (related === undefined) return false;
  const one = related.kind === 'one' ? related.record(row) : undefined;
  const records = related.kind === 'many' ? related.records(row, []) : [one ?? {}];
  return records.some((record) => {
    const text = record[field];
    return typeof text === 'string' && holds(text);
  });
}

const goesBackwards = <Row>({ idField }: Resource<Row>, { sort }: Query): boolean =>
  sort.field === idField && sort.isDescending;

/** All rows in order; where they come in the order that is asked for, no more of them than one page needs. */
function inOrder<Row>(resource: Resource<Row>, query: Query, rows: Iterable<Row>): readonly Row[] {
  const { sort, cursor, limit } = query;
  const isById = sort.field === resource.idField;
  if (isById && sort.isDescending && resource.searchBackwards === undefined) return [...rows].toReversed();
  if (isById) {
    if (cursor?.direction === 'before') return [...rows];
    const isBeyond = beyond(resource, query);
    return Iterator.from(rows)
      .filter(isBeyond)
      .take(limit + 1)
      .toArray();
  }
  const sign = sort.isDescending ? -1 : 1;
  const text = resource.fields[sort.field] ?? (() => '');
  const byId = (a: Row, b: Row): number => resource.id(a) - resource.id(b);
  return [...rows].toSorted((a, b) => sign * (compare(text(a), text(b)) || byId(a, b)));
}

function cut<Row>(resource: Resource<Row>, query: Query, rows: readonly Row[]) {
  const { cursor, limit } = query;
  if (cursor === undefined) return { page: rows.slice(0, limit), isFirst: true, isLast: rows.length <= limit };
  const isBeyond = beyond(resource, query);
  if (cursor.direction === 'after') {
    const rest = rows.filter(isBeyond);
    return { page: rest.slice(0, limit), isFirst: false, isLast: rest.length <= limit };
  }
  const [, id] = decoded(cursor.position);
  const start = rows.filter((row) => !isBeyond(row) && resource.id(row) !== id);
  return { page: start.slice(-limit), isFirst: start.length <= limit, isLast: false };
}

/** Whether a row comes after the cursor, in the order that was asked for. */
function beyond<Row>(resource: Resource<Row>, query: Query): (row: Row) => boolean {
  if (query.cursor === undefined) return () => true;
  const [value, id] = decoded(query.cursor.position);
  const sign = query.sort.isDescending ? -1 : 1;
  return (row) => {
    const [otherValue, otherId] = positionOf(resource, query, row);
    return sign * (compare(otherValue, value) || otherId - id) > 0;
  };
}

const positionOf = <Row>({ fields, id }: Resource<Row>, { sort }: Query, row: Row): Position => [
  fields[sort.field]?.(row) ?? '',
  id(row),
];

function linkTo(url: URL, query: Query, direction: 'after' | 'before', position: Position): string {
  const link = new URL(url);
  link.searchParams.delete('after');
  link.searchParams.delete('before');
  link.searchParams.set('sort', `${query.sort.isDescending ? '-' : ''}${query.sort.field}`);
  link.searchParams.set('limit', String(query.limit));
  link.searchParams.set(direction, Buffer.from(JSON.stringify(position)).toString('base64'));
  return link.href;
}

function decoded(text: string): Position {
  const [, value, id] = /^\["(.*)",(\d+)\]$/s.exec(Buffer.from(text, 'base64').toString('utf8')) ?? [];
  if (value === undefined || id === undefined) throw malformed('The position of the page cannot be read.');
  return [value, Number(id)];
}
