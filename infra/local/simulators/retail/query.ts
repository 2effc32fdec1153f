import { type Condition, conditionOf } from './filters.ts';
import { malformed } from './refusal.ts';
import { type Resource, relationNames } from './resource.ts';

/** What a list was asked for. */
export type Query = Readonly<{
  conditions: readonly Condition[];
  relations: readonly string[];
  limit: number;
  sort: Readonly<{ field: string; isDescending: boolean }>;
  archived: 'true' | 'false' | 'only';
  cursor: Readonly<{ direction: 'after' | 'before'; position: string }> | undefined;
  isCount: boolean;
}>;

const reserved = new Set(['limit', 'sort', 'after', 'before', 'count', 'archived', 'load_relations']);
const removed = new Set(['offset', 'orderby', 'orderby_desc']);
// `or` is in the reference, and nothing that we know of needs it: it is refused instead of being answered wrongly.
const notModelled = new Set(['or']);
const mostRows = 100;

/** Reads the query of a list. Throws a refusal for what the resource does not have. */
export function queryOf<Row>(parameters: URLSearchParams, resource: Resource<Row>): Query {
  for (const name of parameters.keys()) {
    if (removed.has(name)) throw malformed(`${name} was removed in V3.`);
    if (notModelled.has(name)) throw malformed(`This simulator does not know ${name}.`);
  }
  const relations = relationsOf(parameters, resource);
  const conditions = [...parameters]
    .filter(([name]) => !reserved.has(name))
    .map(([name, text]) => checked(conditionOf(name, text), resource, relations));
  const isCount = parameters.get('count') === '1';
  if (isCount && ['limit', 'sort', 'after', 'before'].some((name) => parameters.has(name)))
    throw malformed('count cannot be combined with limit, sort, after or before.');
  return {
    conditions,
    relations,
    limit: limitOf(parameters.get('limit')),
    sort: sortOf(parameters.get('sort') ?? resource.idField, resource),
    archived: archivedOf(parameters.get('archived') ?? 'false'),
    cursor: cursorOf(parameters),
    isCount,
  };
}

/** Names of the relations to load. Throws a refusal for one that the resource does not have. */
export function relationsOf<Row>(parameters: URLSearchParams, resource: Resource<Row>): readonly string[] {
  const text = parameters.get('load_relations');
  if (text === null) return [];
  const known = relationNames(resource.relations);
  if (text === 'all') return known;
  const names = stringsOf(text);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw malformed(`${unknown} is not a relation of ${resource.name}.`);
  return names;
}

function stringsOf(text: string): readonly string[] {
  const list = /^\s*\[(.*)\]\s*$/s.exec(text)?.[1];
  const names = list?.split(',').map((name) => /^\s*"([\w.]+)"\s*$/.exec(name)?.[1]);
  if (names === undefined) throw malformed('load_relations must be a JSON encoded array.');
  return names.map((name) => {
    if (name === undefined) throw malformed('load_relations must be a JSON encoded array.');
    return name;
  });
}

function checked<Row>(condition: Condition, resource: Resource<Row>, relations: readonly string[]): Condition {
  const { relation, field } = condition;
  if (relation === undefined) {
    if (!(field in resource.fields)) throw malformed(`${field} is not a field of ${resource.name}.`);
  } else if (!relations.includes(relation)) throw malformed(`${relation} must be loaded to be searched.`);
  return condition;
}

function limitOf(text: string | null): number {
  const limit = Number(text ?? mostRows);
  if (!Number.isInteger(limit) || limit < 0 || limit > mostRows) throw malformed(`limit must be 0 to ${mostRows}.`);
  return limit;
}

function sortOf<Row>(text: string, { sortable, name }: Resource<Row>): Query['sort'] {
  const isDescending = text.startsWith('-');
  const field = isDescending ? text.slice(1) : text;
  if (!sortable.includes(field)) throw malformed(`${name} can be sorted by ${sortable.join(', ')}.`);
  return { field, isDescending };
}

function archivedOf(text: string): Query['archived'] {
  if (text === 'true' || text === 'false' || text === 'only') return text;
  throw malformed('archived must be true, false or only.');
}

function cursorOf(parameters: URLSearchParams): Query['cursor'] {
  const after = parameters.get('after');
  if (after !== null) return { direction: 'after', position: after };
  const before = parameters.get('before');
  return before === null ? undefined : { direction: 'before', position: before };
}
