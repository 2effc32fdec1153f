import * as z from 'zod';

/** Thrown for a pattern that one machine cannot evaluate; says where in it and what. */
export class UnknownPatternError extends Error {
  override readonly name = 'UnknownPatternError';
}

type Test = (value: unknown, isPresent: boolean) => boolean;

/** A parsed event pattern: whether an event fits it. */
export type EventPattern = (event: unknown) => boolean;

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const patternObject = z.record(z.string(), z.unknown());
const scalars = z.union([scalar, z.array(scalar)]).transform((value) => [value].flat());
const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const textOperator = z.enum(['prefix', 'suffix', 'wildcard', 'equals-ignore-case']);
const comparison = z.enum(['<', '<=', '=', '>=', '>']);
const numericTerms = z.union([
  z.tuple([comparison, z.number()]),
  z.tuple([comparison, z.number(), comparison, z.number()]),
]);

/**
 * Reads an EventBridge pattern, which is also the form of an event source's filter. Every operator that is known here
 * works as AWS says; any other throws {@link UnknownPatternError} instead of matching nothing.
 */
export function parsePattern(pattern: unknown, path: readonly string[] = []): EventPattern {
  const parsed = patternObject.safeParse(pattern);
  if (!parsed.success) throw refused(path, 'an object is needed');
  const tests = Object.entries(parsed.data).map(([field, rule]) => fieldTest(field, rule, [...path, field]));
  return (event) => tests.every((test) => test(event));
}

function fieldTest(field: string, rule: unknown, path: readonly string[]): EventPattern {
  if (field === '$or') return alternatives(rule, path);
  if (!Array.isArray(rule)) {
    const nested = parsePattern(rule, path);
    return (event) => candidates(valueOf(event, field)).some(nested);
  }
  if (rule.length === 0) throw refused(path, 'a list of values must not be empty');
  const tests = rule.map((entry, index) => valueTest(entry, [...path, String(index)]));
  return (event) => {
    const isPresent = hasField(event, field);
    // An array fits when one of its elements does, as EventBridge has it.
    const values = candidates(valueOf(event, field));
    return tests.some((test) => values.some((value) => test(value, isPresent)));
  };
}

function alternatives(rule: unknown, path: readonly string[]): EventPattern {
  if (!Array.isArray(rule) || rule.length < 2) throw refused(path, 'at least two patterns are needed');
  const patterns = rule.map((entry, index) => parsePattern(entry, [...path, String(index)]));
  return (event) => patterns.some((pattern) => pattern(event));
}

function valueTest(entry: unknown, path: readonly string[]): Test {
  const exact = scalar.safeParse(entry);
  if (exact.success) return (value) => value === exact.data;
  const parsed = patternObject.safeParse(entry);
  const [operator, ...others] = parsed.success ? Object.keys(parsed.data) : [];
  if (!parsed.success || operator === undefined || others.length > 0) throw refused(path, 'one operator is needed');
  return operatorTest(operator, parsed.data[operator], [...path, operator]);
}

function operatorTest(operator: string, operand: unknown, path: readonly string[]): Test {
  const read = <Output>(schema: z.ZodType<Output>): Output => {
    const parsed = schema.safeParse(operand);
    if (!parsed.success) throw refused(path, 'the operand has another form');
    return parsed.data;
  };
  switch (operator) {
    case 'exists': {
      const wanted = read(z.boolean());
      return (_, isPresent) => isPresent === wanted;
    }
    case 'prefix':
    case 'suffix':
    case 'wildcard':
    case 'equals-ignore-case': {
      const fits = textTests[operator](read(z.string().min(1)));
      return (value) => typeof value === 'string' && fits(value);
    }
    case 'numeric':
      return numeric(read(numericTerms));
    case 'anything-but':
      return anythingBut(operand, path);
    default:
      throw refused(path, 'this operator is not known on one machine');
  }
}

function anythingBut(operand: unknown, path: readonly string[]): Test {
  const listed = scalars.safeParse(operand);
  if (listed.success) return (value, isPresent) => isPresent && !listed.data.some((excluded) => excluded === value);
  const named = z.partialRecord(textOperator, texts).safeParse(operand);
  const [[operator, excluded] = [], ...others] = named.success ? Object.entries(named.data) : [];
  const known = textOperator.safeParse(operator);
  if (!known.success || excluded === undefined || others.length > 0)
    throw refused(path, 'the operand has another form');
  const tests = excluded.map(textTests[known.data]);
  return (value, isPresent) => isPresent && !(typeof value === 'string' && tests.some((test) => test(value)));
}

function numeric(terms: z.infer<typeof numericTerms>): Test {
  const [first, bound, second, otherBound] = terms;
  return (value) =>
    typeof value === 'number' &&
    compare(value, first, bound) &&
    (second === undefined || otherBound === undefined || compare(value, second, otherBound));
}

function compare(value: number, operator: z.infer<typeof comparison>, bound: number): boolean {
  if (operator === '<') return value < bound;
  if (operator === '<=') return value <= bound;
  if (operator === '=') return value === bound;
  return operator === '>=' ? value >= bound : value > bound;
}

const textTests: Readonly<Record<z.infer<typeof textOperator>, (operand: string) => (value: string) => boolean>> = {
  prefix: (prefix) => (value) => value.startsWith(prefix),
  suffix: (suffix) => (value) => value.endsWith(suffix),
  wildcard: (text) => {
    const escaped = text.replaceAll(/[\\^$.+?()[\]{}|]/g, '\\$&');
    const expression = new RegExp(`^${escaped.replaceAll('*', '.*')}$`, 's');
    return (value) => expression.test(value);
  },
  'equals-ignore-case': (text) => (value) => value.toLowerCase() === text.toLowerCase(),
};

const candidates = (value: unknown): readonly unknown[] => (Array.isArray(value) && value.length > 0 ? value : [value]);

const hasField = (event: unknown, field: string): event is Readonly<Record<string, unknown>> =>
  typeof event === 'object' && event !== null && Object.hasOwn(event, field);

const valueOf = (event: unknown, field: string): unknown => (hasField(event, field) ? event[field] : undefined);

const refused = (path: readonly string[], reason: string): UnknownPatternError =>
  new UnknownPatternError(`Event pattern at ${path.join('.') || 'the top'}: ${reason}.`);
