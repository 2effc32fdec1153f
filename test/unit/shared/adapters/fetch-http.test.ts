import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { fetchHttp } from '../../../../shared/adapters/fetch-http.ts';
import { HostNotAllowedError, type HttpRequest, NoAnswerError } from '../../../../shared/ports/http.ts';
import { localServer } from '../../../support/local-server.ts';

const aRequest = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  timeoutMilliseconds: 5_000,
  ...more,
});

describe('calling another system', () => {
  it('sends what was asked and gives back status, headers and body', async () => {
    await using server = await localServer(async (request, response) => {
      const body = await text(request);
      response.writeHead(422, { 'X-Request-Id': '7', 'content-type': 'text/plain' });
      response.end(`${request.method} ${request.url} ${request.headers.authorization} ${body}`);
    });
    const http = fetchHttp({ allowedOrigins: [server.origin] });
    const headers = { authorization: 'Bearer t' };
    const answer = await http.send(aRequest(`${server.origin}/sales?a=1`, { method: 'POST', headers, body: 'é' }));
    expect(answer).toMatchObject({ status: 422, body: 'POST /sales?a=1 Bearer t é', headers: { 'x-request-id': '7' } });
  });

  it('gives back a redirect and does not follow it', async () => {
    let calls = 0;
    await using server = await localServer((_, response) => {
      calls += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    const answer = await fetchHttp({ allowedOrigins: [server.origin] }).send(aRequest(server.origin));
    expect(answer).toMatchObject({ status: 302, headers: { location: '/elsewhere' } });
    expect(calls).toBe(1);
  });

  it.each([
    ['another host', 'https://api.example.net/refunds'],
    ['another scheme', 'http://api.example.com/refunds'],
    ['another port', 'https://api.example.com:8443/refunds'],
    ['a host in the name of a user', 'https://api.example.com@evil.example/refunds'],
    ['a longer host', 'https://api.example.com.evil.example/'],
    ['a file', 'file:///etc/passwd'],
    ['no URL', 'api.example.com/refunds'],
  ])('sends nothing to what is not allowed: %s', async (_, url) => {
    const http = fetchHttp({ allowedOrigins: ['https://api.example.com'] });
    await expect(http.send(aRequest(url))).rejects.toBeInstanceOf(HostNotAllowedError);
  });

  it('says that no whole answer came when the other side takes too long', async () => {
    await using silent = await localServer(() => undefined);
    await using halting = await localServer((_, response) => {
      response.write('half of an ans');
    });
    for (const { origin } of [silent, halting]) {
      const call = fetchHttp({ allowedOrigins: [origin] }).send(aRequest(origin, { timeoutMilliseconds: 50 }));
      await expect(call).rejects.toThrow(/TimeoutError/);
      await expect(call).rejects.toBeInstanceOf(NoAnswerError);
    }
  });

  it('says that no whole answer came when the connection breaks', async () => {
    await using server = await localServer((request) => {
      request.socket.destroy();
    });
    const call = fetchHttp({ allowedOrigins: [server.origin] }).send(aRequest(server.origin));
    await expect(call).rejects.toBeInstanceOf(NoAnswerError);
  });

  it('stops reading an answer that is too large', async () => {
    await using server = await localServer((_, response) => {
      response.end('x'.repeat(1_001));
    });
    const http = fetchHttp({ allowedOrigins: [server.origin], mostBodyBytes: 1_000 });
    await expect(http.send(aRequest(server.origin))).rejects.toThrow(/larger than 1000 bytes/);
    await expect(http.send(aRequest(server.origin))).rejects.toBeInstanceOf(NoAnswerError);
  });
});
