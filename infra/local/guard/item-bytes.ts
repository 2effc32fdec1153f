import * as z from 'zod';

const itemSchema = z.record(z.string(), z.unknown());
const valueSchema = z.union([
  z.object({ S: z.string() }).transform(({ S: text }) => Buffer.byteLength(text)),
  z.object({ N: z.string() }).transform(({ N: digits }) => bytesOfNumber(digits)),
  z.object({ B: z.string() }).transform(({ B: base64 }) => Buffer.byteLength(base64, 'base64')),
  z.object({ BOOL: z.boolean() }).transform(() => 1),
  z.object({ NULL: z.boolean() }).transform(() => 1),
  z.object({ SS: z.array(z.string()) }).transform(({ SS: texts }) => sumOf(texts, Buffer.byteLength)),
  z.object({ NS: z.array(z.string()) }).transform(({ NS: numbers }) => sumOf(numbers, bytesOfNumber)),
  z
    .object({ BS: z.array(z.string()) })
    .transform(({ BS: all }) => sumOf(all, (one) => Buffer.byteLength(one, 'base64'))),
  z
    .object({ L: z.array(z.unknown()) })
    .transform(({ L: values }) => 3 + sumOf(values, (value) => 1 + bytesOfValue(value))),
  z.object({ M: itemSchema }).transform(({ M: members }) => 3 + Object.keys(members).length + bytesOfItem(members)),
]);

/** Size of an item on the wire by DynamoDB's rules, by which it charges. Throws for what is no item. */
export function bytesOfItem(item: unknown): number {
  return sumOf(
    Object.entries(itemSchema.parse(item)),
    ([name, value]) => Buffer.byteLength(name) + bytesOfValue(value),
  );
}

function bytesOfValue(value: unknown): number {
  return valueSchema.parse(value);
}

/** A byte for each two significant digits, one more, and one for a minus sign. */
function bytesOfNumber(text: string): number {
  const digits = text.replace(/e.*$/i, '').replaceAll(/[-+.]/g, '').replace(/^0+/, '').replace(/0+$/, '');
  return Math.ceil(digits.length / 2) + (text.startsWith('-') ? 2 : 1);
}

const sumOf = <Item>(items: readonly Item[], bytesOf: (item: Item) => number): number =>
  items.reduce((sum, item) => sum + bytesOf(item), 0);
