import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type HttpFront,
  type HttpFrontSettings,
  PortBusyError,
  startHttpFront,
} from '../../../../infra/local/http-front.ts';
import type { Invocation, Invoke } from '../../../../infra/local/invocation.ts';

const fronts: HttpFront[] = [];
afterEach(async () => {
  await Promise.all(fronts.splice(0).map((front) => front.close()));
});

async function aFront(invoke: Invoke, settings: Partial<HttpFrontSettings> = {}) {
  const routes = ['GET /orders/{orderNumber}', 'POST /orders/{orderNumber}', 'GET /'].map((routeKey) => {
    const [method = '', path = ''] = routeKey.split(' ');
    return { method, path, pool: { invoke } };
  });
  const front = await startHttpFront({ port: 0, routes, ...settings });
  fronts.push(front);
  return front;
}

const answering = (result: unknown): Invoke => {
  return async () => ({ ok: true, result: JSON.parse(JSON.stringify(result)) });
};
const echo: Invoke = async (event) => ({ ok: true, result: event });

describe('an HTTP API on one machine', () => {
  it('sends status, headers, each cookie and the bytes of a body', async () => {
    const { url } = await aFront(
      answering({
        statusCode: 201,
        headers: { 'Content-Type': 'application/pdf', 'X-Count': 2 },
        cookies: ['a=1; Path=/', 'b=2'],
        body: Buffer.from([0, 255]).toString('base64'),
        isBase64Encoded: true,
      }),
    );
    const response = await fetch(url);
    expect(response.status).toBe(201);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('x-count')).toBe('2');
    expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2']);
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255]);
  });

  it('has no body for 204', async () => {
    const response = await fetch((await aFront(answering({ statusCode: 204 }))).url);
    expect(response.status).toBe(204);
    expect(response.headers.has('content-length')).toBe(false);
  });

  it('answers 500 for a function that failed and logs the type of the error only', async () => {
    const lines: string[] = [];
    const failing: Invoke = async () => ({ ok: false, errorType: 'TypeError', errorMessage: 'secret' });
    const response = await fetch((await aFront(failing, { log: (line) => lines.push(line) })).url);
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ message: 'Internal Server Error' });
    expect(lines).toEqual(['function_failed GET / TypeError']);
  });

  it('answers 404 where it has no route', async () => {
    const { url } = await aFront(echo);
    const response = await fetch(`${url}/nowhere`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ message: 'Not Found' });
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(404);
  });

  it('answers 413 to a body over 10 MB, announced or not', async () => {
    const { url } = await aFront(answering('taken'));
    const mostBytes = 10 * 1024 * 1024;
    const posted = (body: RequestInit['body'], init: object = {}) =>
      fetch(`${url}/orders/1`, { method: 'POST', body, ...init });
    expect((await posted(new Uint8Array(mostBytes))).status).toBe(200);
    const refused = await posted(new Uint8Array(mostBytes + 1));
    expect(refused.status).toBe(413);
    expect(await refused.json()).toEqual({ message: 'Request Entity Too Large' });
    const unannounced = new Blob([new Uint8Array(mostBytes + 1)]).stream();
    expect((await posted(unannounced, { duplex: 'half' })).status).toBe(413);
  });

  it('answers 413 to an announced body without waiting for it', async () => {
    const { url } = await aFront(answering('taken'));
    const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
    const headers = { 'content-length': 10 * 1024 * 1024 + 1 };
    const sent = request(`${url}/orders/1`, { method: 'POST', headers }, (response) => resolve(response.statusCode));
    sent.on('error', reject);
    sent.flushHeaders();
    expect(await promise).toBe(413);
    sent.off('error', reject).on('error', () => undefined);
    sent.destroy();
  });

  it('answers 503 when the function takes too long', async () => {
    const { promise, resolve } = Promise.withResolvers<Invocation>();
    const { url } = await aFront(() => promise, { integrationTimeoutSeconds: 0.02 });
    const response = await fetch(url);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ message: 'Service Unavailable' });
    resolve({ ok: true, result: null });
  });

  it('serves the public keys of the local issuer', async () => {
    const jwks = () => ({ keys: [{ kid: 'key-1' }] });
    const { url } = await aFront(echo, { issuer: { jwks } });
    const response = await fetch(`${url}/.local-issuer/.well-known/jwks.json`);
    expect(await response.json()).toEqual({ keys: [{ kid: 'key-1' }] });
  });

  it('says in one line that its port is taken', async () => {
    const { url } = await aFront(echo);
    const port = Number(new URL(url).port);
    await expect(aFront(echo, { port })).rejects.toThrow(PortBusyError);
    await expect(aFront(echo, { port })).rejects.toThrow(
      `Port ${port} is in use already: stop what listens there or choose another port.`,
    );
  });

  it('lets a request in flight end when it closes, and takes no other', async () => {
    const started = Promise.withResolvers<void>();
    const { promise, resolve } = Promise.withResolvers<Invocation>();
    const front = await aFront(() => {
      started.resolve();
      return promise;
    });
    const inFlight = fetch(front.url);
    await started.promise;
    const closed = front.close();
    await expect(fetch(front.url)).rejects.toThrow();
    resolve({ ok: true, result: 'done' });
    expect(await (await inFlight).text()).toBe('done');
    await closed;
  });
});
