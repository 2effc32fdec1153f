import * as z from 'zod';
import { malformed } from './refusal.ts';

/** One condition of a search, on a field of the row or (`ItemShops.shopID`) of a loaded relation. */
export type Condition = Readonly<{
  relation: string | undefined;
  field: string;
  operator: Operator;
  /** What `=` and `IN` compare with; the bounds of the others. */
  values: readonly string[];
  holds(text: string): boolean;
}>;

const operators = ['>=', '<=', '><', '!=', '!~', '=', '>', '<', '~', 'IN'] as const;
type Operator = (typeof operators)[number];

const mostValues = 100;

/** Reads `field=value`, `field=>=,value`, `field=IN,[a,b]` and the others of the reference. Throws a refusal. */
export function conditionOf(name: string, text: string): Condition {
  const [field = '', relation] = name.split('.').toReversed();
  const operator = operators.find((candidate) => text.startsWith(`${candidate},`));
  const operand = operator === undefined ? text : text.slice(operator.length + 1);
  const used = operator ?? '=';
  const values = used === 'IN' || used === '><' ? listOf(name, operand) : [operand];
  if (used === '><' && values.length !== 2) throw malformed(`${name}: two bounds are needed.`);
  return { relation, field, operator: used, values, holds: testOf(used, values) };
}

function listOf(name: string, operand: string): readonly string[] {
  const values = operand.startsWith('[') ? jsonList(operand) : operand.split(',').map((value) => value.trim());
  if (values === undefined || values.length === 0) throw malformed(`${name}: a list of values is needed.`);
  if (values.length > mostValues) throw malformed(`${name}: at most ${mostValues} values may be passed.`);
  return values;
}

const scalars = z.array(z.union([z.string(), z.number()]).transform(String));

function jsonList(text: string): readonly string[] | undefined {
  try {
    return scalars.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function testOf(operator: Operator, values: readonly string[]): (text: string) => boolean {
  const [first = '', second = ''] = values;
  switch (operator) {
    case '=':
      return (text) => isEqual(text, first);
    case '!=':
      return (text) => !isEqual(text, first);
    case 'IN': {
      const wanted = new Set(values.map(folded));
      return (text) => wanted.has(folded(text));
    }
    case '>':
      return (text) => compare(text, first) > 0;
    case '>=':
      return (text) => compare(text, first) >= 0;
    case '<':
      return (text) => compare(text, first) < 0;
    case '<=':
      return (text) => compare(text, first) <= 0;
    case '><':
      return (text) => compare(text, first) >= 0 && compare(text, second) <= 0;
    case '~':
      return (text) => isLike(text, first);
    case '!~':
      return (text) => !isLike(text, first);
  }
}

// That texts are compared without their case is an assumption: who finds too much can look again, who finds nothing cannot.
const folded = (text: string): string => text.toLowerCase();

// Never as numbers: an article 0123 is not the article 123.
const isEqual = (text: string, value: string): boolean =>
  folded(text) === folded(value) || (isTime(text) && isTime(value) && compare(text, value) === 0);

/** Compares numbers as numbers, times as times and everything else as texts. */
export function compare(text: string, value: string): number {
  const number = /^-?\d{1,15}(\.\d+)?$/;
  if (number.test(text) && number.test(value)) return Number(text) - Number(value);
  if (isTime(text) && isTime(value)) return Date.parse(text) - Date.parse(value);
  if (folded(text) === folded(value)) return 0;
  return folded(text) < folded(value) ? -1 : 1;
}

const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text));

function isLike(text: string, pattern: string): boolean {
  const parts = pattern.split('%').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'is').test(text);
}
