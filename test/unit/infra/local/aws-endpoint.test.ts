import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, describe, expect, it } from 'vitest';
import { type AwsEndpoint, startAwsEndpoint } from '../../../../infra/local/aws-endpoint.ts';
import { createBus } from '../../../../infra/local/bus.ts';
import { shopParameters } from '../../../../infra/local/parameters.ts';
import { eventbridgeBus } from '../../../../shared/adapters/eventbridge-bus.ts';
import { snsNotifier } from '../../../../shared/adapters/sns-notifier.ts';
import { ssmParameters } from '../../../../shared/adapters/ssm-parameters.ts';
import { ssmSettings } from '../../../../shared/adapters/ssm-settings.ts';
import { defaultShops } from '../../../support/default-shops.ts';

const path = '/avoir/shops';
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function anEndpoint(
  putEvents?: (entries: unknown) => Promise<unknown>,
): Promise<AwsEndpoint & Readonly<{ received: unknown[]; logged: string[]; published: unknown[] }>> {
  const received: unknown[] = [];
  const published: unknown[] = [];
  const logged: string[] = [];
  const bus = createBus({
    name: 'main',
    arn: 'arn:aws:events:eu-west-1:000000000000:event-bus/main',
    region: 'eu-west-1',
    account: '000000000000',
  });
  bus.addRule({
    name: 'all',
    pattern: { source: ['avoir'] },
    targets: [
      {
        id: 'kept',
        deliver: async (event) => {
          received.push(JSON.parse(event));
        },
      },
    ],
  });
  const endpoint = await startAwsEndpoint({
    putEvents: putEvents ?? bus.putEvents,
    parameters: shopParameters(
      path,
      (await defaultShops()).map(({ settings }) => settings),
    ),
    secrets: new Map([['avoir/shops/demo', '{"providers":[]}']]),
    publish: async (notice) => {
      published.push(notice);
    },
    log: (line) => logged.push(line),
  });
  closing.push(endpoint.close);
  return { ...endpoint, received, logged, published };
}

const credentials = { accessKeyId: 'AKID', secretAccessKey: 'secret' };

function events(endpoint: AwsEndpoint): EventBridgeClient {
  const client = new EventBridgeClient({ endpoint: endpoint.url, region: 'eu-west-1', credentials, maxAttempts: 1 });
  closing.push(async () => client.destroy());
  return client;
}

const anEvent = {
  source: 'avoir',
  detailType: 'RefundCaseOpened.v1',
  detail: '{"data":{}}',
  time: '2026-11-02T10:00:00.000Z',
};

describe('the AWS endpoint of one machine', () => {
  it('takes a mail through the adapter that runs on AWS', async () => {
    const endpoint = await anEndpoint();
    const variables = {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKID',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ENDPOINT_URL_SNS: endpoint.url,
    };
    await snsNotifier(variables, 'arn:topic').tell({ shopId: 'demo', subject: 'Demo: 6 refunds', text: 'To do' });
    const told = { topicArn: 'arn:topic', shopId: 'demo', subject: 'Demo: 6 refunds', message: 'To do' };
    expect(endpoint.published).toEqual([told]);
  });

  it('takes events through the adapter that runs on AWS, and hands them to the bus', async () => {
    const endpoint = await anEndpoint();
    const results = await eventbridgeBus(events(endpoint), 'main').publish([
      anEvent,
      { ...anEvent, detail: 'no JSON' },
    ]);
    expect(results).toEqual([{ published: true }, { published: false, code: 'MalformedDetail' }]);
    expect(endpoint.received).toMatchObject([{ 'detail-type': 'RefundCaseOpened.v1', time: '2026-11-02T10:00:00Z' }]);
  });

  it('refuses a request that EventBridge refuses as a whole, with the name of its exception', async () => {
    const endpoint = await anEndpoint();
    const send = events(endpoint).send(new PutEventsCommand({ Entries: [] }));
    await expect(send).rejects.toMatchObject({ name: 'ValidationException', $metadata: { httpStatusCode: 400 } });
  });

  it('gives the shops to the adapter that runs on AWS', async () => {
    const { url } = await anEndpoint();
    const variables = {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'A',
      AWS_SECRET_ACCESS_KEY: 'S',
      AWS_ENDPOINT_URL: url,
    };
    const shops = await ssmSettings(ssmParameters(variables, path)).shops();
    expect(shops).toEqual((await defaultShops()).map(({ settings }) => settings));
  });

  it('refuses any other operation by name, and says so in the log', async () => {
    const endpoint = await anEndpoint();
    const client = new DynamoDBClient({ endpoint: endpoint.url, region: 'eu-west-1', credentials, maxAttempts: 1 });
    closing.push(async () => client.destroy());
    await expect(client.send(new ListTablesCommand({}))).rejects.toMatchObject({ name: 'UnknownOperationException' });
    expect(endpoint.logged).toEqual(['unknown_operation DynamoDB_20120810.ListTables']);
  });

  it('answers 500 to a fault of its own, so that the caller tries again', async () => {
    const endpoint = await anEndpoint(async () => {
      throw new Error('disk full');
    });
    const send = events(endpoint).send(new PutEventsCommand({ Entries: [{ Source: 'avoir' }] }));
    await expect(send).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
    expect(endpoint.logged).toEqual(['operation_failed AWSEvents.PutEvents disk full']);
  });

  it.each([
    ['no JSON', 'AWSEvents.PutEvents', '{', 400, 'SerializationException'],
    ['another shape', 'AWSEvents.PutEvents', '[]', 400, 'SerializationException'],
    ['a body that is too large', 'AWSEvents.PutEvents', 'x'.repeat(1_048_577), 400, 'RequestEntityTooLargeException'],
    ['no target', '', '{}', 400, 'UnknownOperationException'],
  ])('refuses %s', async (_, target, body, status, code) => {
    const { url } = await anEndpoint();
    const response = await fetch(url, { method: 'POST', headers: { 'x-amz-target': target }, body });
    expect([response.status, await response.json()]).toMatchObject([status, { __type: code }]);
  });
});
