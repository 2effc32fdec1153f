import { readFile } from 'node:fs/promises';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { describedEndpoints } from '../../../infra/openapi/described-endpoints.ts';
import { openApiDocument } from '../../../infra/openapi/openapi-document.ts';
import { routes } from '../../../shared/lambda/routes.ts';

const document = openApiDocument(describedEndpoints);
const parameter = z.looseObject({ name: z.string(), in: z.string(), required: z.boolean() });
const operation = z.looseObject({
  summary: z.string(),
  parameters: z.array(parameter),
  requestBody: z.unknown().optional(),
});
const paths = z.record(z.string(), z.record(z.string(), operation)).parse(document.paths);

describe('the description of the API', () => {
  it('is valid OpenAPI 3.1', async () => {
    expect(await new Validator().validate(structuredClone(document))).toEqual({ valid: true });
  });

  it('is the one that is served: npm run openapi writes it', async () => {
    expect(JSON.parse(await readFile('functions/serve-assets/openapi.json', 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(document)),
    );
  });

  it('holds every route of the JSON API, and none of the pages and webhooks', () => {
    const json = routes.filter(
      ({ path, functionName }) => !/webhook|console|assets|session/.test(functionName) && !path.startsWith('/webhooks'),
    );
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.toSorted()).toEqual(json.map(({ method, path }) => `${method} ${path}`).toSorted());
  });

  it('says of every amount that it is minor units', () => {
    const unsaid: string[] = [];
    const look = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [name, inside] of Object.entries(value)) {
        const isAmount = path.endsWith('/properties') && name.endsWith('Minor');
        if (isAmount && !/minor units/.test(JSON.stringify(inside))) unsaid.push(`${path}/${name}`);
        look(inside, `${path}/${name}`);
      }
    };
    look(document, '');
    expect(unsaid).toEqual([]);
  });

  it('says where a version must be shown, and what a credit note is made of', () => {
    const headersOf = (path: string) =>
      paths[path]?.post?.parameters
        .filter((each) => each.in === 'header')
        .map(({ name, required }) => `${name}${required ? ', required' : ''}`);
    expect(headersOf('/shops/{shopId}/refund-tasks/{taskId}/report')).toEqual(['If-Match, required']);
    expect(headersOf('/shops/{shopId}/refund-tasks/{taskId}/take')).toEqual(['If-Match']);
    expect(headersOf('/dead-letters/replays')).toEqual(['Idempotency-Key']);
    expect(JSON.stringify(paths['/shops/{shopId}/credit-notes']?.post?.requestBody)).toContain('"orderNumber"');
  });
});
