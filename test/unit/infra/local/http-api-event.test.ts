import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type HttpFrontSettings, startHttpFront } from '../../../../infra/local/http-front.ts';
import type { Invoke } from '../../../../infra/local/invocation.ts';

const echo: Invoke = async (event) => ({ ok: true, result: event });
const eventSchema = z.looseObject({
  headers: z.record(z.string(), z.string()),
  body: z.string().optional(),
  isBase64Encoded: z.boolean(),
});

/** Sends a request to a front whose function answers the event it was given. */
async function echoed<Answer>(ask: (url: string) => Promise<Answer>, settings: Partial<HttpFrontSettings> = {}) {
  const routes = ['GET /orders/{orderNumber}', 'POST /orders/{orderNumber}', 'GET /'].map((routeKey) => {
    const [method = '', path = ''] = routeKey.split(' ');
    return { method, path, pool: { invoke: echo } };
  });
  const front = await startHttpFront({ port: 0, routes, ...settings });
  try {
    return eventSchema.parse(await ask(front.url));
  } finally {
    await front.close();
  }
}

const eventFor = (path: string, init: RequestInit = {}, settings: Partial<HttpFrontSettings> = {}) =>
  echoed(async (url) => (await fetch(`${url}${path}`, init)).json(), settings);

describe('the event an HTTP API hands to a function', () => {
  it('is payload format 2.0', async () => {
    const event = await eventFor('/orders/A%20B%2F1?page=1&tag=a%20b&tag=c&flag', {
      headers: { 'X-Shop': 'nl', cookie: 'a=1; b=2', 'user-agent': 'till' },
    });
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /orders/{orderNumber}',
      rawPath: '/orders/A B/1',
      rawQueryString: 'page=1&tag=a%20b&tag=c&flag',
      cookies: ['a=1', 'b=2'],
      headers: { 'x-shop': 'nl', 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http' },
      queryStringParameters: { page: '1', tag: 'a b,c', flag: '' },
      pathParameters: { orderNumber: 'A B/1' },
      requestContext: {
        accountId: '000000000000',
        http: {
          method: 'GET',
          path: '/orders/A B/1',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'till',
        },
        requestId: expect.stringMatching(/./),
        routeKey: 'GET /orders/{orderNumber}',
        stage: '$default',
        time: expect.stringMatching(/^\d{2}\/[A-Z][a-z]{2}\/\d{4}:\d{2}:\d{2}:\d{2} \+0000$/),
        timeEpoch: expect.any(Number),
      },
      isBase64Encoded: false,
    });
    expect(event.headers).not.toHaveProperty('cookie');
    expect(event).not.toHaveProperty('body');
  });

  it('leaves out what a request does not have', async () => {
    const event = await eventFor('/');
    expect(event).toMatchObject({ rawPath: '/', rawQueryString: '' });
    expect(Object.keys(event)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/cookies|queryStringParameters|pathParameters|body/)]),
    );
  });

  it('joins headers that came twice with a comma', async () => {
    const event = await echoed(async (url) => {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      const sent = request(`${url}/`, { headers: { 'x-part': ['one', 'two'] } }, (response) => {
        text(response).then(resolve, reject);
      });
      sent.on('error', reject);
      sent.end();
      return JSON.parse(await promise);
    });
    expect(event.headers).toMatchObject({ 'x-part': 'one,two' });
  });

  it.each([
    ['application/json', false],
    ['application/json; charset=utf-8', false],
    ['text/csv', false],
    ['application/xml', false],
    ['application/x-www-form-urlencoded', true],
    ['application/octet-stream', true],
    ['application/problem+json', true],
  ])('carries a body of type %s as base64: %s', async (contentType, isBase64Encoded) => {
    const body = '{"naïve" :  1}';
    const event = await eventFor('/orders/1', { method: 'POST', body, headers: { 'content-type': contentType } });
    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    expect(Buffer.from(event.body ?? '', isBase64Encoded ? 'base64' : 'utf8').toString()).toBe(body);
  });

  it('keeps every byte of a binary body, also when it has no content type or is compressed', async () => {
    const body = new Uint8Array([0, 255, 128, 10]);
    const untyped = await eventFor('/orders/1', { method: 'POST', body });
    expect(untyped).toMatchObject({ isBase64Encoded: true, body: Buffer.from(body).toString('base64') });
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const compressed = await eventFor('/orders/1', { method: 'POST', body, headers });
    expect(compressed).toMatchObject({ isBase64Encoded: true, body: Buffer.from(body).toString('base64') });
  });

  it('carries the swapped bearer token, and any other as it came', async () => {
    const swapToken = async (bearer: string) => (bearer === 'opaque' ? 'signed' : undefined);
    const authorized = (authorization: string) => eventFor('/', { headers: { authorization } }, { swapToken });
    expect((await authorized('Bearer opaque')).headers.authorization).toBe('Bearer signed');
    expect((await authorized('bearer opaque')).headers.authorization).toBe('Bearer signed');
    expect((await authorized('Bearer other')).headers.authorization).toBe('Bearer other');
    expect((await authorized('Basic opaque')).headers.authorization).toBe('Basic opaque');
    expect((await eventFor('/', {}, { swapToken })).headers).not.toHaveProperty('authorization');
  });
});
