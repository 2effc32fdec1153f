/** A record as the API writes it: every scalar is a text. */
export type TextRecord = { readonly [field: string]: TextRecord | readonly TextRecord[] | string };

/** `2026-03-04T09:00:00+00:00` */
export const timeText = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}+00:00`;

/** Several stand in an array, one stands alone, and in the place of none stands an empty text. */
export function oneOrMany(records: readonly TextRecord[]): TextRecord | readonly TextRecord[] | string {
  const [first, ...others] = records;
  if (first === undefined) return '';
  return others.length === 0 ? first : records;
}
