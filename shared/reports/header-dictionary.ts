/** Where each field of a row stands. */
export type Columns<Field extends string> = Readonly<Partial<Record<Field, number>>>;

/** The spellings of each field's column heading, in every language that was seen. */
export type HeaderDictionary<Field extends string> = Readonly<Record<Field, readonly string[]>>;

/** A heading reduced to what is compared: `Währung` is `wahrung`, `Transaction  Debit or Credit` has one space. */
export function plainHeading(heading: string): string {
  return heading
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}[\]]+/gu, ' ')
    .trim();
}

/** The columns of a header, or `undefined` where one of the required fields is missing. The first spelling that is there counts. */
export function columnsOf<Field extends string>(
  header: readonly string[],
  dictionary: HeaderDictionary<Field>,
  required: readonly Field[],
): Columns<Field> | undefined {
  const places = new Map<string, number>();
  for (const [place, heading] of header.entries()) {
    const plain = plainHeading(heading);
    if (plain !== '' && !places.has(plain)) places.set(plain, place);
  }
  const columns: Partial<Record<Field, number>> = {};
  for (const field of fieldsOf(dictionary)) {
    const spelling = dictionary[field].map(plainHeading).find((plain) => places.has(plain));
    if (spelling !== undefined) columns[field] = places.get(spelling);
  }
  return required.every((field) => columns[field] !== undefined) ? columns : undefined;
}

function fieldsOf<Field extends string>(dictionary: HeaderDictionary<Field>): Field[] {
  const isField = (name: string): name is Field => Object.hasOwn(dictionary, name);
  return Object.keys(dictionary).filter(isField);
}

/** The text of a field in a row, without spaces around it; empty where there is none. */
export const cellOf = <Field extends string>(
  cells: readonly string[],
  columns: Columns<Field>,
  field: Field,
): string => {
  const place = columns[field];
  return place === undefined ? '' : (cells[place] ?? '').trim();
};
