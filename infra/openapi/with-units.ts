type JsonObject = Readonly<Record<string, unknown>>;

const units = 'In minor units of its currency.';

/** A document in which each amount that nothing else is said of says its unit: `…Minor` are minor units, everywhere. */
export const withUnits = (object: JsonObject): JsonObject =>
  mapped(object, (name, value) =>
    name === 'properties' && isObject(value) ? mapped(value, ofProperty) : inside(value),
  );

function ofProperty(name: string, schema: unknown): unknown {
  return name.endsWith('Minor') && isObject(schema) ? { description: units, ...withUnits(schema) } : inside(schema);
}

function inside(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inside);
  return isObject(value) ? withUnits(value) : value;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mapped = (object: JsonObject, change: (name: string, value: unknown) => unknown): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(name, value)]));
