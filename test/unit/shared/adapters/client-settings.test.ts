import type { IncomingHttpHeaders } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AwsV4Signer } from 'aws4fetch';
import { describe, expect, it } from 'vitest';
import { clientSettings } from '../../../../shared/adapters/client-settings.ts';
import { dynamoTable } from '../../../../shared/adapters/dynamo-table.ts';
import { TableUnavailableError } from '../../../../shared/ports/table.ts';
import { localServer } from '../../../support/local-server.ts';

const region = 'eu-west-1';
const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };

type Received = Readonly<{ headers: IncomingHttpHeaders; body: string }>;

/** The signature of a request by another implementation than the SDK's. */
async function signatureOf({ headers, body }: Received, origin: string): Promise<string> {
  const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1]?.split(';') ?? [];
  const signer = new AwsV4Signer({
    ...credentials,
    method: 'POST',
    url: origin,
    headers: Object.fromEntries(names.filter((name) => name !== 'host').map((name) => [name, String(headers[name])])),
    body,
    service: 'dynamodb',
    region,
    datetime: String(headers['x-amz-date']),
    allHeaders: true,
  });
  return signer.signature();
}

describe('the settings of the AWS clients', () => {
  it('give a call up that hangs, and try it as often as they say', async () => {
    let calls = 0;
    await using server = await localServer(() => {
      calls += 1;
    });
    const client = new DynamoDBClient({
      ...clientSettings,
      requestHandler: { ...clientSettings.requestHandler, requestTimeout: 30 },
      endpoint: server.origin,
      region,
      credentials,
    });
    const call = dynamoTable(client, 'Avoir').get({ pk: 'a', sk: 'b' });
    await expect(call).rejects.toBeInstanceOf(TableUnavailableError);
    expect(calls).toBe(clientSettings.maxAttempts);
  });

  it('sign each call for what it asks, and say nothing of the machine in it', async () => {
    const received: Received[] = [];
    await using server = await localServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      request.on('end', () => {
        received.push({ headers: request.headers, body });
        response.setHeader('content-type', 'application/x-amz-json-1.0').end('{}');
      });
    });
    const table = dynamoTable(
      new DynamoDBClient({ ...clientSettings, endpoint: server.origin, region, credentials }),
      'Avoir',
    );
    for (const sk of ['one', 'two']) expect(await table.get({ pk: 'a', sk })).toBeUndefined();
    await table.put({ pk: 'a', sk: 'three', schema: 1 });

    expect(received.map(({ body }) => /one|two|three/.exec(body)?.[0])).toEqual(['one', 'two', 'three']);
    for (const request of received) {
      expect(request.headers['user-agent']).toBeUndefined();
      expect(request.headers.authorization).toContain(`Signature=${await signatureOf(request, server.origin)}`);
    }
  });
});
