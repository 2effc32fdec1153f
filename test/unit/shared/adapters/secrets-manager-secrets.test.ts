import type { RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { startAwsEndpoint } from '../../../../infra/local/aws-endpoint.ts';
import { secretsManagerSecrets } from '../../../../shared/adapters/secrets-manager-secrets.ts';
import { SecretsUnavailableError } from '../../../../shared/ports/secrets.ts';
import { localServer } from '../../../support/local-server.ts';

const variables = (origin: string) => ({
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKID',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_ENDPOINT_URL_SECRETS_MANAGER: origin,
});

const token = (accessToken: string) => JSON.stringify({ SecretString: JSON.stringify({ retail: { accessToken } }) });

describe('the secrets of the shops', () => {
  it('are asked for by name with a signed request, and kept for a minute', async () => {
    const asked: unknown[] = [];
    const time = { nowMilliseconds: 0 };
    await using server = await localServer(async (request, response) => {
      asked.push([request.headers['x-amz-target'], JSON.parse(await text(request))]);
      response.end(token(`token-${asked.length}`));
    });
    const secrets = secretsManagerSecrets(variables(server.origin), 'avoir/shops/', () => time.nowMilliseconds);
    const first = { retail: { accessToken: 'token-1' }, providers: [] };
    expect(await Promise.all([secrets.ofShop('demo'), secrets.ofShop('demo')])).toStrictEqual([first, first]);
    expect(asked).toStrictEqual([['secretsmanager.GetSecretValue', { SecretId: 'avoir/shops/demo' }]]);
    time.nowMilliseconds = 60_000;
    expect(await secrets.ofShop('demo')).toMatchObject({ retail: { accessToken: 'token-2' } });
  });

  it('are asked for again at once after a failure, whose message repeats nothing of them', async () => {
    const answers = [JSON.stringify({ SecretString: '{"retail":{"accessToken":5},"note":"hidden"}' }), token('good')];
    await using server = await localServer((_, response) => response.end(answers.shift()));
    const secrets = secretsManagerSecrets(variables(server.origin), 'avoir/shops/');
    const failure = await secrets.ofShop('demo').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SecretsUnavailableError);
    expect(String(failure)).toMatch(/shop demo are not valid: retail/);
    expect(String(failure)).not.toContain('hidden');
    expect(await secrets.ofShop('demo')).toMatchObject({ retail: { accessToken: 'good' } });
  });

  it.each([
    ['refused', (_, response) => response.writeHead(400).end('{"__type":"AccessDeniedException"}'), /AccessDenied/],
    ['of another form', (_, response) => response.end('{}'), /another form/],
    ['broken off', (request) => request.socket.destroy(), /did not answer/],
  ] satisfies [string, RequestListener, RegExp][])(
    'are unavailable when the answer is %s',
    async (_, listener, why) => {
      await using server = await localServer(listener);
      const secrets = secretsManagerSecrets(variables(server.origin), 'avoir/shops/');
      await expect(secrets.ofShop('demo')).rejects.toThrow(why);
      await expect(secrets.ofShop('demo')).rejects.toBeInstanceOf(SecretsUnavailableError);
    },
  );

  it('come from the endpoint of one machine through the same adapter', async () => {
    const endpoint = await startAwsEndpoint({
      publish: async () => undefined,
      putEvents: async () => undefined,
      parameters: new Map(),
      secrets: new Map([['avoir/shops/demo', '{"retail":{"accessToken":"local"}}']]),
      log: () => undefined,
    });
    const secrets = secretsManagerSecrets(variables(endpoint.url), 'avoir/shops/');
    expect(await secrets.ofShop('demo')).toMatchObject({ retail: { accessToken: 'local' } });
    await expect(secrets.ofShop('nobody')).rejects.toThrow(/ResourceNotFoundException/);
    await endpoint.close();
  });
});
