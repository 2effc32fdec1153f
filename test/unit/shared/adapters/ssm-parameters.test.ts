import type { RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { ssmParameters } from '../../../../shared/adapters/ssm-parameters.ts';
import { SettingsUnavailableError } from '../../../../shared/ports/settings.ts';
import { type LocalServer, localServer } from '../../../support/local-server.ts';

const readFrom = ({ origin }: LocalServer) =>
  ssmParameters(
    {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKID',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ENDPOINT_URL_SSM: origin,
    },
    '/avoir/shops',
  );

const answering =
  (status: number, body: unknown): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  };

describe('Parameter Store', () => {
  it('is asked for every page below the path, decrypted, with a signed request', async () => {
    const asked: unknown[] = [];
    await using server = await localServer(async (request, response) => {
      const body: unknown = JSON.parse(await text(request));
      asked.push([request.headers['x-amz-target'], request.headers.authorization?.split('/')[0], body]);
      const isFirst = asked.length === 1;
      const Parameters = [{ Name: `/avoir/shops/${isFirst ? 'demo' : 'other'}`, Value: '{}', Type: 'SecureString' }];
      response.end(JSON.stringify({ Parameters, ...(isFirst && { NextToken: 'more' }) }));
    });
    expect(await readFrom(server)()).toStrictEqual([
      { name: '/avoir/shops/demo', value: '{}' },
      { name: '/avoir/shops/other', value: '{}' },
    ]);
    const question = { Path: '/avoir/shops', Recursive: true, WithDecryption: true, MaxResults: 10 };
    const signed = ['AmazonSSM.GetParametersByPath', 'AWS4-HMAC-SHA256 Credential=AKID'];
    expect(asked).toStrictEqual([
      [...signed, question],
      [...signed, { ...question, NextToken: 'more' }],
    ]);
  });

  it.each([
    ['throttled', answering(400, { __type: 'com.amazon#ThrottlingException' }), /ThrottlingException/],
    [
      'refused',
      answering(400, { __type: 'AccessDeniedException', message: 'secret detail' }),
      /AccessDeniedException\.$/,
    ],
    ['of another form', answering(200, { Parameters: [{ Name: 5 }] }), /another form/],
    ['no JSON', (_, response) => response.end('<html>'), /SyntaxError/],
    ['broken off', (request) => request.socket.destroy(), /did not answer/],
  ] satisfies [string, RequestListener, RegExp][])(
    'makes the settings unavailable when the answer is %s',
    async (_, listener, message) => {
      await using server = await localServer(listener);
      await expect(readFrom(server)()).rejects.toThrow(message);
      await expect(readFrom(server)()).rejects.toBeInstanceOf(SettingsUnavailableError);
    },
  );

  it('passes by a fault that is gone the next time', async () => {
    let calls = 0;
    await using server = await localServer((request, response) => {
      calls += 1;
      answering(calls === 1 ? 503 : 200, { Parameters: [] })(request, response);
    });
    expect(await readFrom(server)()).toStrictEqual([]);
  });

  it('names the variable that is missing at once', () => {
    expect(() => ssmParameters({ AWS_REGION: 'eu-west-1' }, '/avoir/shops')).toThrow(/AWS_ACCESS_KEY_ID/);
  });
});
