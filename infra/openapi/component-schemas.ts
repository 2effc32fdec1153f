import * as z from 'zod';
import { components } from './answers/component.ts';

type JsonObject = Readonly<Record<string, unknown>>;

const uri = (id: string): string => `#/components/schemas/${id}`;

/** A reference to a schema that has a name in the document. */
export function referenceTo(schema: z.ZodType): JsonObject {
  const id = components.get(schema)?.id;
  if (id === undefined) throw new Error('The document names no such schema.');
  return { $ref: uri(id) };
}

/** All schemas that have a name. What is answered may have further members some day, which no client minds. */
export function componentSchemas(): JsonObject {
  const { schemas } = z.toJSONSchema(components, {
    uri,
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      // Every number of JavaScript ends there.
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  const sorted = Object.entries(schemas).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema]));
}
