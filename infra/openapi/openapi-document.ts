import * as z from 'zod';
import type { EndpointSchemas } from '../../shared/lambda/http.ts';
import { type Access, routes } from '../../shared/lambda/routes.ts';
import { problemTexts } from '../../shared/texts/problem-texts.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** Pages are for people, and webhooks for the systems that send them. */
const isDescribed = ({ path, functionName }: Readonly<{ path: string; functionName: string }>): boolean =>
  !['show-console', 'serve-assets', 'open-session'].includes(functionName) && !path.startsWith('/webhooks/');

/**
 * The API as OpenAPI 3.1, made of the table of routes and of the schemas by which endpoints parse what they are sent; a route
 * without an endpoint is a fault, and an endpoint without a route as well.
 */
export function openApiDocument(endpoints: ReadonlyMap<string, EndpointSchemas>): JsonObject {
  const described = routes.filter(isDescribed);
  const names = new Set(described.map(({ method, path }) => `${method} ${path}`));
  const strange = [...endpoints.keys()].filter((name) => !names.has(name));
  if (strange.length > 0) throw new Error(`No route leads to ${strange.join(', ')}.`);
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const { method, path, access } of described) {
    const schemas = endpoints.get(`${method} ${path}`);
    if (schemas === undefined) throw new Error(`Nothing describes what ${method} ${path} takes.`);
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(method, path, { access, schemas }) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Avoir',
      version: '1',
      description:
        'Reconciles credit notes with what providers refunded. Bearer tokens, or the session of the console with a same-origin Origin. Lists answer {items, next}; errors are RFC 9457 problems.',
    },
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Problem: problemSchema },
      responses: {
        Problem: { description: 'A problem', content: { 'application/problem+json': { schema: reference } } },
      },
    },
  };
}

const reference = { $ref: '#/components/schemas/Problem' };
const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string', description: 'In the language of Accept-Language, English or French.' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(problemTexts).toSorted() },
    instance: { type: 'string' },
  },
};

// Where two people could collide; `take` and `release` decide that by themselves.
const needsTag =
  /\/(?:report|unreport|close|confirm|reject|revoke|settle|say-item|say-provider|say-payment)$|\/(?:refund-tasks|differences)\/[^/]+\/reopen$/;

function operation(
  method: string,
  path: string,
  { access, schemas }: Readonly<{ access: Access; schemas: EndpointSchemas }>,
): JsonObject {
  const body = method === 'POST' ? bodyOf(schemas.body) : undefined;
  const tag = { name: 'If-Match', in: 'header', required: true, schema: { type: 'string' } };
  return {
    operationId: `${method} ${path}`.replaceAll(/[^A-Za-z]+/g, '_').replaceAll(/^_|_$/g, ''),
    summary: access === 'open' ? 'open' : `Role ${access.role}`,
    ...(access === 'open' && { security: [] }),
    parameters: [
      ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      })),
      ...queryParameters(schemas.query),
      ...(method === 'POST' && needsTag.test(path) ? [tag] : []),
    ],
    ...(body && { requestBody: body }),
    responses: {
      '200': { description: 'Done, or done before', content: { 'application/json': { schema: { type: 'object' } } } },
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

const jsonSchemaOf = (schema: z.ZodType): JsonObject => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
};

const objectSchema = z.object({
  properties: z.record(z.string(), z.looseObject({})).default({}),
  required: z.array(z.string()).default([]),
});

function queryParameters(schema: z.ZodType): readonly JsonObject[] {
  const { properties, required } = objectSchema.parse(jsonSchemaOf(schema));
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: property,
  }));
}

function bodyOf(schema: z.ZodType): JsonObject | undefined {
  // A file has no schema: whatever bytes there are.
  if (schema.safeParse(Buffer.alloc(0)).success) {
    return schema.safeParse(undefined).success
      ? undefined
      : { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } };
  }
  const isOptional = schema.safeParse(undefined).success;
  return { required: !isOptional, content: { 'application/json': { schema: jsonSchemaOf(schema) } } };
}
