import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { endpoint, ignored } from '../../../../shared/lambda/http.ts';
import { notAvailable, ProblemError } from '../../../../shared/lambda/problem.ts';
import { TableUnavailableError } from '../../../../shared/ports/table.ts';
import { apiRequest } from './api-request.ts';
import { aFunction, answering, authorization, echo, goodToken, routeKey } from './function-of-one-endpoint.ts';
import { lambdaContext } from './lambda-context.ts';

describe('an endpoint', () => {
  const note = endpoint(
    {
      path: z.object({ shopId: z.literal('demo') }),
      query: z.strictObject({ dryRun: z.stringbool().default(false) }),
      body: z.strictObject({ lines: z.array(z.object({ quantity: z.int() })), currency: z.string().length(3) }),
    },
    async ({ path: { shopId }, query: { dryRun }, body, caller }) => ({
      status: 200,
      body: { shopId, dryRun, lineCount: body.lines.length, subject: caller?.subject },
    }),
  );

  it('is given what its schemas made of the request, and who calls', async () => {
    const body = JSON.stringify({ lines: [{ quantity: 1 }], currency: 'EUR' });
    const answer = await aFunction(note).send({ body, query: { dryRun: 'true' } });
    expect(answer.body).toEqual({ shopId: 'demo', dryRun: true, lineCount: 1, subject: 'user-1' });
  });

  it('names every place where a body differs', async () => {
    const body = JSON.stringify({ lines: [{ quantity: 1 }, { quantity: 1.5 }, {}], currency: 'EURO', extra: 1 });
    const answer = await aFunction(note).send({ body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    const places = answer.body.issues.map((issue: { path: string }) => issue.path);
    expect(places).toEqual(['body.lines.1.quantity', 'body.lines.2.quantity', 'body.currency', 'body']);
  });

  it('says that a body is missing', async () => {
    const answer = await aFunction(note).send();
    expect(answer).toMatchObject({ status: 400, body: { issues: [{ path: 'body' }] } });
  });

  it('names what it does not know of a query', async () => {
    const answer = await aFunction(note).send({ body: '{}', query: { dryrun: 'true' } });
    expect(answer).toMatchObject({ status: 400, body: { issues: [{ path: 'query' }] } });
  });

  it('is not run for a request that does not fit', async () => {
    let runs = 0;
    const counting = endpoint({ path: ignored, query: ignored, body: z.string() }, async () => {
      runs += 1;
      return { status: 200, body: {} };
    });
    await aFunction(counting).send({ body: '1' });
    expect(runs).toBe(0);
  });
});

describe('an answer', () => {
  it('may not be stored, framed by guessing its type, or leave a trace of where it was read', async () => {
    const { headers } = await aFunction(echo).send();
    expect(headers).toEqual({
      'content-type': 'application/json',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
  });

  it('of text is sent as it is, with the type that it has', async () => {
    const page = answering({ status: 200, body: '<p>', headers: { 'content-type': 'text/html' } });
    const { headers, body } = await aFunction(page).call(
      apiRequest({ headers: { Authorization: authorization } }),
      lambdaContext,
    );
    expect({ body, type: headers?.['content-type'] }).toEqual({ body: '<p>', type: 'text/html' });
  });

  it('is one log line of ids and codes', async () => {
    const { send, lines, counted } = aFunction(answering({ status: 201, body: { caseId: 'c' }, caseId: 'c' }));
    await send();
    const fields = { route: routeKey, status: 201, shopId: 'demo', caseId: 'c', errorCode: undefined };
    expect(lines).toEqual([{ level: 'info', code: 'REQUEST_ANSWERED', fields }]);
    expect(counted).toEqual([['CasesOpened', 1]]);
  });

  it('to a refusal is logged with its code', async () => {
    const { send, lines, counted } = aFunction(answering(new ProblemError(422, 'refused', 'No.', { reasons: [] })));
    await send();
    expect(lines).toMatchObject([{ code: 'REQUEST_ANSWERED', fields: { status: 422, errorCode: 'refused' } }]);
    expect(counted).toEqual([['RequestsRefused', 1]]);
  });
});

describe('a problem', () => {
  it('is answered as RFC 9457 says', async () => {
    const answer = await aFunction(answering(new ProblemError(409, 'taken', 'Taken.', { by: 'x' }))).send();
    expect(answer).toMatchObject({
      status: 409,
      headers: { 'content-type': 'application/problem+json' },
      body: { type: 'urn:avoir:problem-type:taken', title: 'Taken.', status: 409, code: 'taken', by: 'x' },
    });
  });

  it('that passes by itself is answered 503 with a time to come back, and logged with what caused it', async () => {
    const throttled = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
    const error = new TableUnavailableError('The table did not answer.', { cause: throttled });
    const { send, lines, counted } = aFunction(answering(error));
    const { status, headers, body } = await send();
    expect({ status, retryAfter: headers?.['retry-after'], code: body.code }).toEqual({
      status: 503,
      retryAfter: '2',
      code: 'table_unavailable',
    });
    const fields = { errorCode: 'TableUnavailableError', causeCode: 'ThrottlingException', problemId: 'problem-1' };
    expect(lines[0]).toMatchObject({ level: 'error', code: 'REQUEST_FAILED', fields });
    expect(counted).toEqual([['RequestsFailed', 1]]);
  });

  it('that we call temporary ourselves is logged under its own code', async () => {
    const { send, lines } = aFunction(answering(notAvailable('order_contended', 'Others are at it.')));
    await send();
    expect(lines[0]?.fields).toMatchObject({ errorCode: 'order_contended' });
  });

  it('that nobody foresaw says nothing of itself but where to find it in the log', async () => {
    const error = new RangeError('Jane Doe, jane@example.com');
    const { send, lines } = aFunction(answering(error));
    const answer = await send();
    expect(answer).toMatchObject({
      status: 500,
      headers: { 'x-content-type-options': 'nosniff' },
      body: { code: 'internal_error', instance: 'urn:avoir:problem:problem-1' },
    });
    expect(lines[0]).toMatchObject({
      code: 'REQUEST_FAILED',
      fields: { problemId: 'problem-1', errorCode: 'RangeError' },
    });
    expect(JSON.stringify([answer, lines])).not.toContain('Jane');
  });

  it.each(['GET /shops/{shopId}/cases', 'GET /forgotten'])(
    'of ours is a route without an endpoint: %s',
    async (key) => {
      const { send, lines } = aFunction(echo);
      expect((await send({ routeKey: key })).status).toBe(500);
      expect(lines.map(({ code }) => code)).toEqual(['REQUEST_FAILED', 'REQUEST_ANSWERED']);
    },
  );
});

describe('what is logged of any request', () => {
  it('holds neither its token, nor its path, nor its query, nor its body', async () => {
    const { send, lines } = aFunction(
      answering(new Error('secret-of-error')),
      'GET /shops/{shopId}/orders/{orderNumber}',
    );
    await send({
      path: { shopId: 'demo', orderNumber: 'secret-of-path' },
      query: { q: 'secret-of-query' },
      body: '"secret-of-body"',
    });
    expect(JSON.stringify(lines)).not.toMatch(new RegExp(`secret|${goodToken}`));
  });
});

describe('a problem', () => {
  const refusing = answering(
    new ProblemError(422, 'refused', 'The rules do not allow this.', {}, { textsFor: ({ locale }) => ({ locale }) }),
  );

  it('is told in the language of whoever asks', async () => {
    const french = await aFunction(refusing).send({ headers: { 'Accept-Language': 'fr-CA' } });
    expect(french.body).toMatchObject({ code: 'refused', title: 'Les règles ne le permettent pas.', locale: 'fr-CA' });
    expect(french.headers).toMatchObject({ 'content-language': 'fr', vary: 'accept-language' });
    const english = await aFunction(refusing).send();
    expect(english.body).toMatchObject({ code: 'refused', title: 'The rules do not allow this.', locale: 'en' });
  });
});
