import { describe, expect, it } from 'vitest';
import { collectRows } from '../../../../shared/views/collected-rows.ts';

/** A list whose pages are these; the cursor is the number of the next one. */
const pagesOf =
  (...pages: readonly (readonly string[])[]) =>
  async (cursor = '0') => {
    const next = Number(cursor) + 1;
    return { items: pages[Number(cursor)] ?? [], cursor: next < pages.length ? String(next) : undefined };
  };
const idOf = (item: string): string => item;

describe('a list that is collected', () => {
  it('holds a row once that moved on in the index while it was read', async () => {
    expect(await collectRows(pagesOf(['a', 'b'], ['c', 'a'], ['b', 'd']), { idOf, mostRows: 10 })).toEqual({
      items: ['a', 'b', 'c', 'd'],
      isCut: false,
    });
  });

  it('ends where it has as many as were asked for, and says whether there are more', async () => {
    expect(await collectRows(pagesOf(['a', 'b'], ['c']), { idOf, mostRows: 2 })).toEqual({
      items: ['a', 'b'],
      isCut: true,
    });
    expect(await collectRows(pagesOf(['a', 'b', 'c']), { idOf, mostRows: 2 })).toEqual({
      items: ['a', 'b'],
      isCut: true,
    });
    expect((await collectRows(pagesOf(['a', 'b']), { idOf, mostRows: 2 })).isCut).toBe(false);
  });
});
