import { describe, expect, it } from 'vitest';
import { httpApiResponse } from '../../../../infra/local/http-api-response.ts';

const answered = (result: unknown) => httpApiResponse({ ok: true, result });

describe('what an HTTP API makes of the answer of a function', () => {
  it.each([
    ['an object', { open: 2 }, '{"open":2}'],
    ['a text', 'Hello', 'Hello'],
    ['nothing', null, 'null'],
    ['a list', [1], '[1]'],
  ])('is a 200 for %s without a status code', (_, result, body) => {
    expect(answered(result)).toEqual({ statusCode: 200, headers: { 'content-type': 'application/json' }, body });
  });

  it('carries status, headers, cookies and a decoded body', () => {
    const response = answered({
      statusCode: 201,
      headers: { 'Content-Type': 'application/pdf', 'X-Count': 2 },
      cookies: ['a=1; Path=/', 'b=2'],
      body: Buffer.from([0, 255]).toString('base64'),
      isBase64Encoded: true,
    });
    expect(response).toEqual({
      statusCode: 201,
      headers: { 'content-type': 'application/pdf', 'x-count': '2', 'set-cookie': ['a=1; Path=/', 'b=2'] },
      body: Buffer.from([0, 255]),
    });
  });

  it('is plain text when the function does not say what it is', () => {
    expect(answered({ statusCode: '404', body: 'gone' })).toEqual({
      statusCode: 404,
      headers: { 'content-type': 'text/plain;charset=UTF-8' },
      body: 'gone',
    });
  });

  it.each([
    ['a status that is none', { statusCode: 'fine', body: '' }],
    ['no status at all', { statusCode: null, body: '' }],
    ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
    ['nested headers', { statusCode: 200, headers: { a: ['b'] } }],
  ])('is a 500 for %s', (_, result) => {
    expect(answered(result)).toMatchObject({ statusCode: 500, body: '{"message":"Internal Server Error"}' });
  });

  it('is a 500 for a function that failed, and says nothing of its error', () => {
    expect(httpApiResponse({ ok: false, errorType: 'TypeError', errorMessage: 'secret' })).toEqual({
      statusCode: 500,
      headers: { 'content-type': 'application/json' },
      body: '{"message":"Internal Server Error"}',
    });
  });
});
