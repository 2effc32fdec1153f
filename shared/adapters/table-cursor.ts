import * as z from 'zod';
import { CursorInvalidError, type IndexName, indexes } from '../ports/table.ts';

const notACursor = 'The text is not a cursor of this query.';
const basePosition = z.tuple([z.string().min(1)]);
const indexPosition = z.tuple([z.string().min(1), z.string().min(1), z.string().min(1)]);

/** The attributes that name a place in the table or in one of its indexes. */
export type Position = Readonly<Record<string, string>>;

/**
 * Text for the place after which a query goes on. The partition is not in it: it comes from the query that the
 * cursor is used with, so that no cursor can lead into another partition.
 */
export function cursorAt(index: IndexName | undefined, position: Position): string {
  const { pk, sk } = position;
  const place = index ? [position[indexes[index].order], pk, sk] : [sk];
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** The place that a cursor names within a partition. Throws {@link CursorInvalidError} for text that no cursor of this kind can be. */
export function positionOf(index: IndexName | undefined, partition: string, cursor: string): Position {
  const place = placeIn(cursor);
  if (!index) {
    const parsed = basePosition.safeParse(place);
    if (!parsed.success) throw new CursorInvalidError(notACursor);
    return { pk: partition, sk: parsed.data[0] };
  }
  const parsed = indexPosition.safeParse(place);
  if (!parsed.success) throw new CursorInvalidError(notACursor);
  const [order, pk, sk] = parsed.data;
  return { [indexes[index].partition]: partition, [indexes[index].order]: order, pk, sk };
}

function placeIn(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (cause) {
    throw new CursorInvalidError(notACursor, { cause });
  }
}
