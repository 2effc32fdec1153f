import type { Item } from './rows.ts';

const codes = ['customSku', 'ean', 'upc', 'manufacturerSku'] as const;

/** A field by which an article is known. */
export type ItemCode = (typeof codes)[number];

/** The articles of one account. Their ids are the whole numbers from 1 on, without a gap. */
export type ItemTable = Readonly<{
  nextId(): number;
  put(item: Item): void;
  get(itemId: number): Item | undefined;
  /** Articles that have, or once had, one of these values in the field: whoever searches compares again. */
  withCode(code: ItemCode, values: readonly string[]): readonly Item[];
  all(): Iterable<Item>;
}>;

/** An empty table. */
export function itemTable(): ItemTable {
  const items = new Map<number, Item>();
  const byCode = new Map<string, Set<number>>();
  return {
    nextId: () => items.size + 1,
    put(item) {
      items.set(item.itemId, item);
      for (const code of codes) {
        const key = keyOf(code, item[code]);
        byCode.set(key, (byCode.get(key) ?? new Set()).add(item.itemId));
      }
    },
    get: (itemId) => items.get(itemId),
    withCode(code, values) {
      const ids = new Set(values.flatMap((value) => [...(byCode.get(keyOf(code, value)) ?? [])]));
      return [...ids].toSorted((a, b) => a - b).flatMap((itemId) => items.get(itemId) ?? []);
    },
    all: () => items.values(),
  };
}

/** Whether a field is one by which articles are found without reading all of them. */
export const isItemCode = (field: string): field is ItemCode => codes.some((code) => code === field);

const keyOf = (code: ItemCode, value: string): string => `${code}=${value.toLowerCase()}`;
