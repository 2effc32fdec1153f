import { oneOrMany, type TextRecord } from './text.ts';

/** The scalar fields of a row, each as the text that the API writes. */
export type Fields<Row> = Readonly<Record<string, (row: Row) => string>>;

/** What can be loaded beside a row: one record, or several under the name of one of them, with what `nested` names. */
export type Relation<Row> =
  | Readonly<{ kind: 'one'; record: (row: Row) => TextRecord | undefined }>
  | Readonly<{
      kind: 'many';
      of: string;
      records: (row: Row, nested: readonly string[]) => readonly TextRecord[];
      /** Relations of one record that can be loaded with it. */
      nested: readonly string[];
    }>;

/** What a search tells about the rows that it can use; a table may give more, for each row is tested. */
export type SearchHints = Readonly<{
  /** Values of fields that must be met exactly, by field. */
  exactly: ReadonlyMap<string, readonly string[]>;
  /** Ids that are too low. */
  idAbove: number;
}>;

/** One kind of row of the API. */
export type Resource<Row> = Readonly<{
  name: string;
  idField: string;
  id: (row: Row) => number;
  fields: Fields<Row>;
  sortable: readonly string[];
  relations: Readonly<Record<string, Relation<Row>>>;
  /** Absent where rows cannot be archived. */
  isArchived?: (row: Row) => boolean;
  /** In the order of ids. */
  search: (hints: SearchHints, now: number) => Iterable<Row>;
  /** The other way round, where that can be had without reading everything. */
  searchBackwards?: (hints: SearchHints) => Iterable<Row>;
  /** Absent where the API reads no single row. */
  read?: (id: string) => Row | undefined;
}>;

/** Writes a row, with the relations that were asked for; `SaleLines.Item` is a relation within one. */
export function recordOf<Row>(resource: Resource<Row>, row: Row, relations: readonly string[]): TextRecord {
  const record: Record<string, TextRecord | readonly TextRecord[] | string> = {};
  for (const [name, read] of Object.entries(resource.fields)) record[name] = read(row);
  for (const [name, relation] of Object.entries(resource.relations)) {
    const nested = relations.filter((path) => path.startsWith(`${name}.`)).map((path) => path.slice(name.length + 1));
    if (relations.includes(name) || nested.length > 0) record[name] = related(relation, row, nested);
  }
  return record;
}

function related<Row>(relation: Relation<Row>, row: Row, nested: readonly string[]): TextRecord | string {
  if (relation.kind === 'one') return relation.record(row) ?? '';
  const records = relation.records(row, nested);
  return records.length === 0 ? '' : { [relation.of]: oneOrMany(records) };
}

/** Names of all relations of a resource, with those within them. */
export function relationNames(relations: Readonly<Record<string, Relation<never>>>): readonly string[] {
  return Object.entries(relations).flatMap(([name, relation]) => [
    name,
    ...(relation.kind === 'many' ? relation.nested.map((inner) => `${name}.${inner}`) : []),
  ]);
}
