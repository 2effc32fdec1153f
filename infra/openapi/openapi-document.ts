import * as z from 'zod';
import { type EndpointSchemas, ignored } from '../../shared/lambda/http.ts';
import { routes } from '../../shared/lambda/routes.ts';
import { answersOfRoutes } from './answers/answers-of-routes.ts';
import type { RouteAnswers } from './answers/route-answers.ts';
import { componentSchemas } from './component-schemas.ts';
import { type RespondingRoute, responsesOf, sharedResponses, takesFile } from './responses.ts';
import { withUnits } from './with-units.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** Pages are for people, and webhooks for the systems that send them. */
const isDescribed = ({ path, functionName }: Readonly<{ path: string; functionName: string }>): boolean =>
  !['show-console', 'serve-assets', 'open-session'].includes(functionName) && !path.startsWith('/webhooks/');

/**
 * The API as OpenAPI 3.1, made of the table of routes, of the schemas by which endpoints parse what they are sent, and of
 * those to which their answers are held; a route without an endpoint is a fault, and an endpoint without a route as well.
 */
export function openApiDocument(endpoints: ReadonlyMap<string, EndpointSchemas>): JsonObject {
  const described = routes.filter(isDescribed);
  const names = new Set(described.map(({ method, path }) => `${method} ${path}`));
  const strange = [...endpoints.keys()].filter((name) => !names.has(name));
  if (strange.length > 0) throw new Error(`No route leads to ${strange.join(', ')}.`);
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const { method, path, access } of described) {
    const schemas = endpoints.get(`${method} ${path}`);
    const answers = answersByName.get(`${method} ${path}`);
    if (schemas === undefined || answers === undefined) throw new Error(`Nothing describes ${method} ${path}.`);
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation({ method, path, access, schemas, answers }) };
  }
  return withUnits({
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
      schemas: componentSchemas(),
      responses: sharedResponses(),
    },
  });
}

const answersByName: ReadonlyMap<string, RouteAnswers> = new Map(Object.entries(answersOfRoutes));

function operation(route: RespondingRoute): JsonObject {
  const { method, path, access, schemas, answers } = route;
  const body = method === 'POST' ? bodyOf(schemas.body) : undefined;
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
      ...headersOf(answers),
    ],
    ...(body && { requestBody: body }),
    responses: responsesOf(route),
  };
}

function headersOf({ tag, takesKey = false }: RouteAnswers): readonly JsonObject[] {
  const schema = { type: 'string' };
  const seen = 'The version that was seen: the etag of an answer, or * where it does not matter.';
  const key = 'Of your own making: the same key makes one plan, however often it is sent.';
  return [
    ...(tag === undefined
      ? []
      : [{ name: 'If-Match', in: 'header', required: tag === 'required', description: seen, schema }]),
    ...(takesKey ? [{ name: 'Idempotency-Key', in: 'header', required: false, description: key, schema }] : []),
  ];
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
  if (schema === ignored) return undefined;
  // A file has no schema: whatever bytes there are. In its place something may be said of it.
  if (takesFile(schema)) {
    const options = schema instanceof z.ZodUnion ? schema.options : [];
    const others = options.filter((option) => option instanceof z.ZodType).filter((option) => !takesFile(option));
    return {
      required: true,
      content: {
        'application/octet-stream': { schema: { type: 'string', format: 'binary' } },
        ...Object.fromEntries(others.map((other) => ['application/json', { schema: jsonSchemaOf(other) }])),
      },
    };
  }
  const isOptional = schema.safeParse(undefined).success;
  return { required: !isOptional, content: { 'application/json': { schema: jsonSchemaOf(schema) } } };
}
