import { describe, expect, it } from 'vitest';
import { aFunction, echo } from './function-of-one-endpoint.ts';

describe('a body', () => {
  const json = '{"reason":"Größe passt nicht"}';
  const content = JSON.parse(json);

  it('is read as it came', async () => {
    expect((await aFunction(echo).send({ body: json })).body.body).toEqual(content);
  });

  it('is read when the API handed it over in base64', async () => {
    const body = Buffer.from(json).toString('base64');
    expect((await aFunction(echo).send({ body, isBase64Encoded: true })).body.body).toEqual(content);
  });

  it('may be missing', async () => {
    const answer = await aFunction(echo).send({ headers: { 'Content-Type': 'text/plain' } });
    expect(answer.status).toBe(200);
  });

  it.each(['{', '{"a":1,}', "{'a':1}", 'undefined', '{"a":1}{"a":2}'])(
    'that is no JSON is refused: %s',
    async (body) => {
      expect(await aFunction(echo).send({ body })).toMatchObject({ status: 400, body: { code: 'invalid_json' } });
    },
  );

  it('in another encoding is refused, not stored with its letters replaced', async () => {
    const body = Buffer.from(json, 'latin1').toString('base64');
    const answer = await aFunction(echo).send({ body, isBase64Encoded: true });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_json' } });
  });

  it.each(['text/plain', 'application/xml', 'application/json-seq', 'application/x-www-form-urlencoded', ''])(
    'that does not say it is JSON is refused: %j',
    async (type) => {
      const answer = await aFunction(echo).send({ body: json, headers: { 'Content-Type': type } });
      expect(answer).toMatchObject({ status: 415, body: { code: 'not_json' } });
    },
  );

  it.each(['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/vnd.avoir+json'])(
    'is read as JSON when it is %s',
    async (type) => {
      expect((await aFunction(echo).send({ body: json, headers: { 'Content-Type': type } })).status).toBe(200);
    },
  );

  it('of 1 MB is read, and one byte more is refused', async () => {
    const largest = JSON.stringify('x'.repeat(1024 * 1024 - 2));
    expect((await aFunction(echo).send({ body: largest })).status).toBe(200);
    const answer = await aFunction(echo).send({ body: `${largest} ` });
    expect(answer).toMatchObject({ status: 413, body: { code: 'too_large', largestBytes: 1024 * 1024 } });
  });

  it('is measured in bytes after decoding', async () => {
    const twoBytesEach = JSON.stringify('é'.repeat(600_000));
    expect((await aFunction(echo).send({ body: twoBytesEach })).status).toBe(413);
    const body = Buffer.from(JSON.stringify('x'.repeat(800_000))).toString('base64');
    expect((await aFunction(echo).send({ body, isBase64Encoded: true })).status).toBe(200);
  });

  it('of somebody who is not signed in is not looked at', async () => {
    const answer = await aFunction(echo).send({ body: '{', headers: { Authorization: 'Bearer bad' } });
    expect(answer.status).toBe(401);
  });
});
