import { describe, expect, it } from 'vitest';
import { NumberColumn } from '../../../../../shared/domain/matching/number-column.ts';
import { TextColumn } from '../../../../../shared/domain/matching/text-column.ts';
import { TextNumbers } from '../../../../../shared/domain/matching/text-numbers.ts';

describe('a column of numbers', () => {
  it('holds whole numbers of every size, and the small ones still when a large one comes', () => {
    const column = new NumberColumn();
    const small = Array.from({ length: 300 }, (_, row) => (row % 250) - 125);
    const sizes = [128, -129, 32_768, 2_147_483_647, -2_147_483_649, Number.MAX_SAFE_INTEGER];
    for (const value of [...small, ...sizes]) column.add(value);
    expect(Array.from({ length: column.size }, (_, row) => column.at(row))).toEqual([...small, ...sizes]);
  });

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses %d', (value) => {
    const column = new NumberColumn();
    column.add(7);
    expect(() => column.add(value)).toThrow(RangeError);
    expect([column.size, column.at(0)]).toEqual([1, 7]);
  });
});

describe('a column of texts', () => {
  it('begins with as many missing ones as there are', () => {
    const column = new TextColumn();
    const texts = [...new Array<string>(100).fill(''), 'ORD1', '', 'é', ...new Array<string>(50).fill('')];
    for (const text of texts) column.add(text);
    expect(Array.from({ length: column.size }, (_, row) => column.at(row))).toEqual(texts);
    expect(column.isEmpty(99)).toBe(true);
    expect(column.isEmpty(100)).toBe(false);
  });

  it('gives equal texts of several columns one number, however many there are', () => {
    const [here, there] = [new TextColumn(), new TextColumn()];
    const texts = Array.from({ length: 5_000 }, (_, row) => `ORD${row}`);
    for (const text of texts) here.add(text);
    for (const text of texts.toReversed()) there.add(text);
    const numbers = new TextNumbers();
    const [numbersHere, numbersThere] = [numbers.number(here), numbers.number(there)];
    expect([...numbersThere].toReversed()).toEqual([...numbersHere]);
    expect(new Set(numbersHere).size).toBe(5_000);
    expect(numbers.distinct).toBe(5_000);
  });
});
