import { readFile } from 'node:fs/promises';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as z from 'zod';

const mediaSchema = z.object({ schema: z.record(z.string(), z.unknown()) });
const responseSchema = z.object({
  headers: z.record(z.string(), z.unknown()).default({}),
  content: z.record(z.string(), mediaSchema),
});
const referenceSchema = z.object({ $ref: z.string() });
const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ responses: z.record(z.string(), z.unknown()) }))),
  components: z.object({ schemas: z.record(z.string(), z.unknown()), responses: z.record(z.string(), responseSchema) }),
});

/** An answer as it leaves a function, and the route that gave it. */
export type GivenAnswer = Readonly<{
  route: string;
  status: number;
  headers: Readonly<Record<string, unknown>>;
  body: string;
}>;

/** The answers that the served description declares, and what is wrong with one that was given. */
export type DeclaredAnswers = Readonly<{
  /** Each route with each status that it may answer with, as `GET /shops 200`. */
  names: readonly string[];
  faultsOf: (answer: GivenAnswer) => readonly string[];
  /** The route that a request took, as `GET /shops/{shopId}/cases`. */
  routeOf: (method: string, address: string) => string;
}>;

/** Reads the description as it is served. It is held to more strictly than a client may: a member that nobody declared is a fault. */
export async function declaredAnswers(): Promise<DeclaredAnswers> {
  const text = await readFile('functions/serve-assets/openapi.json', 'utf8');
  const { paths, components } = documentSchema.parse(JSON.parse(text));
  const ajv = new Ajv2020({ allErrors: true, strictTypes: false, allowUnionTypes: true });
  addFormats.default(ajv);
  ajv.addFormat('binary', true);
  // What is put together with more members of its own cannot be closed by itself.
  const extended = new Set(
    [...text.replaceAll(/\s/g, '').matchAll(/"allOf":\[\{"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name,
    ),
  );
  const schemas = Object.entries(components.schemas).map(([name, schema]) => [
    name,
    closed(schema, !extended.has(name)),
  ]);
  ajv.addSchema(inDefinitions({ $id: 'api', $defs: Object.fromEntries(schemas) }));
  const compiled = new Map<string, ReturnType<typeof ajv.compile>>();

  const responsesOf = (route: string) => {
    const [method = '', path = ''] = route.split(' ');
    return paths[path]?.[method.toLowerCase()]?.responses ?? {};
  };
  const responseOf = ({ route, status }: GivenAnswer) => {
    // A fault of ours may happen on any route.
    const declared = responsesOf(route)[status === 500 ? 'default' : String(status)];
    const reference = referenceSchema.safeParse(declared);
    if (reference.success) return components.responses[reference.data.$ref.split('/').at(-1) ?? ''];
    return declared === undefined ? undefined : responseSchema.parse(declared);
  };
  const validatorOf = (schema: AnySchema) => {
    const key = JSON.stringify(schema);
    const known = compiled.get(key) ?? ajv.compile(inDefinitions(closed(schema, true)));
    compiled.set(key, known);
    return known;
  };

  function faultsOf(answer: GivenAnswer): readonly string[] {
    const response = responseOf(answer);
    if (response === undefined) return [`the status is not declared: ${answer.body.slice(0, 200)}`];
    const type = String(answer.headers['content-type']).split(';')[0] ?? '';
    const media = response.content[type];
    if (media === undefined) return [`${type} is not declared`];
    const missing = Object.keys(response.headers).filter((name) => answer.headers[name.toLowerCase()] === undefined);
    const headerFaults = missing.map((name) => `the header ${name} is missing`);
    if (!type.endsWith('json')) return headerFaults;
    const validate = validatorOf(media.schema);
    if (validate(JSON.parse(answer.body))) return headerFaults;
    const faults = (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
    return [...headerFaults, ...faults];
  }

  const names = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { responses }]) =>
      Object.keys(responses).flatMap((status) =>
        status === 'default' ? [] : [`${method.toUpperCase()} ${path} ${status}`],
      ),
    ),
  );
  // What stands there as it is goes before what may be anything.
  const templates = Object.keys(paths).toSorted((a, b) => a.split('{').length - b.split('{').length);
  const routeOf = (method: string, address: string): string => {
    const asked = new URL(address, 'http://api.example').pathname;
    const path = templates.find((template) => new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(asked));
    return `${method} ${path ?? asked}`;
  };
  return { names, faultsOf, routeOf };
}

/** The same with its references where the validator has the schemas. */
const inDefinitions = (schema: unknown): AnySchema =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"api#/$defs/'));

/** A schema in which no object has a member that is not declared. */
function closed(schema: unknown, isWhole: boolean): unknown {
  if (Array.isArray(schema)) return schema.map((each: unknown) => closed(each, isWhole));
  if (typeof schema !== 'object' || schema === null) return schema;
  const inside = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closedMember(name, value)]));
  if ('allOf' in schema) return { ...inside, unevaluatedProperties: false };
  return 'properties' in schema && isWhole && !('additionalProperties' in schema)
    ? { ...inside, additionalProperties: false }
    : inside;
}

const closedMember = (name: string, value: unknown): unknown =>
  name === 'properties' && typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([property, schema]) => [property, closed(schema, true)]))
    : closed(value, name !== 'allOf');
