import { isOrderNumber, type OrderNumber } from './ids.ts';

// More than any text of a provider names; what comes after is left out.
const mostNamed = 10;
const word = /[\p{L}\p{N}][\p{L}\p{N}_-]*/gu;

/**
 * The order numbers that a provider's texts may name, in the shop's own spelling: whole texts, words that begin like an
 * order number of the shop, and what stands before a hyphen of such a word (`ORD1001-CN1`). Candidates only: whether such
 * an order exists is for the reader to see.
 */
export function namedOrders(references: readonly string[], orderPrefix: string): readonly OrderNumber[] {
  const found = new Set<OrderNumber>();
  for (const text of references.flatMap(candidatesIn)) {
    const spelled = spelledByShop(text, orderPrefix);
    if (spelled !== undefined && isOrderNumber(spelled)) found.add(spelled);
  }
  return [...found].slice(0, mostNamed);
}

function candidatesIn(reference: string): readonly string[] {
  const words = reference.match(word) ?? [];
  return [reference.trim(), ...words.flatMap(beforeHyphens)];
}

/** A word, and what is left of it when one part after the other is taken off. */
function beforeHyphens(text: string): readonly string[] {
  const parts = text.split(/(?=[-_])/);
  return parts.map((_, index) => parts.slice(0, parts.length - index).join(''));
}

/** The text as the shop would write it, if it begins like one of its order numbers; digits alone where the shop has no prefix. */
function spelledByShop(text: string, orderPrefix: string): string | undefined {
  const rest = text.slice(orderPrefix.length);
  const begins = text.slice(0, orderPrefix.length).toUpperCase() === orderPrefix.toUpperCase();
  return begins && /^\d/.test(rest) ? `${orderPrefix}${rest}` : undefined;
}
