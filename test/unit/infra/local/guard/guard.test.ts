import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { arnsOfRequests } from '../../../../../infra/local/guard/arns-of-requests.ts';
import { askingForUnits } from '../../../../../infra/local/guard/consumed-units.ts';
import { type Guard, type MadeCall, startGuard } from '../../../../../infra/local/guard/guard.ts';
import { createRoles } from '../../../../../infra/local/guard/roles.ts';
import { readBody } from '../../../../../infra/local/request-body.ts';
import { type LocalServer, localServer } from '../../../../support/local-server.ts';

const table = 'arn:aws:dynamodb:eu-west-1:000000000000:table/T';
const key = { pk: { S: 'a' }, sk: { S: 'b' } };

let guard: Guard;
let database: LocalServer;
let received: string[];
let calls: MadeCall[];
let lines: string[];

beforeEach(async () => {
  received = [];
  calls = [];
  lines = [];
  database = await localServer(async (message, response) => {
    received.push(String(await readBody(message, 1000)));
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify({ Item: key }));
  });
  const roles = createRoles();
  roles.grant('reader', [{ action: 'dynamodb:GetItem', resource: table }]);
  guard = await startGuard({
    upstreams: { dynamodb: database.origin, streams: database.origin, sqs: database.origin, aws: database.origin },
    callers: new Map([['Stack-Reader', { name: 'read-records', roleName: 'reader' }]]),
    roles,
    arns: arnsOfRequests({ tableArns: new Map([['T', table]]), streamArns: new Set() }),
    changed: (_, request) => askingForUnits(request),
    observe: (call) => calls.push(call),
    log: (line) => lines.push(line),
  });
});
afterEach(async () => {
  await guard.close();
  await database[Symbol.asyncDispose]();
});

const as = (accessKeyId: string) => ({
  endpoint: guard.url,
  region: 'eu-west-1',
  credentials: { accessKeyId, secretAccessKey: 'unchecked' },
});
const denied = { name: 'AccessDeniedException' };

describe('a call of a function', () => {
  it('that its role allows reaches its service, and is seen with what was asked and answered', async () => {
    const answer = await new DynamoDBClient(as('Stack-Reader')).send(new GetItemCommand({ TableName: 'T', Key: key }));
    expect(answer.Item).toEqual(key);
    expect(received.map((text) => JSON.parse(text))).toEqual([
      { Key: key, TableName: 'T', ReturnConsumedCapacity: 'INDEXES' },
    ]);
    expect(calls).toEqual([
      {
        caller: { name: 'read-records', roleName: 'reader' },
        service: 'dynamodb',
        operation: 'GetItem',
        request: { Key: key, TableName: 'T' },
        answer: { status: 200, body: JSON.stringify({ Item: key }) },
      },
    ]);
  });

  it('that its role does not allow is refused in the form of its service, with the statement that is missing', async () => {
    const refused = new DynamoDBClient(as('Stack-Reader')).send(new PutItemCommand({ TableName: 'T', Item: key }));
    await expect(refused).rejects.toMatchObject({
      ...denied,
      message: expect.stringContaining(`{"Effect":"Allow","Action":"dynamodb:PutItem","Resource":"${table}"}`),
    });
    expect(lines).toEqual([`access_denied read-records dynamodb:PutItem ${table}`]);
    expect(received).toEqual([]);
    expect(calls).toEqual([]);
  });

  it.each([
    [
      'SQS',
      () =>
        new SQSClient(as('Stack-Reader')).send(
          new SendMessageCommand({ QueueUrl: `${guard.url}/000000000000/Work`, MessageBody: 'x' }),
        ),
    ],
    [
      'EventBridge',
      () =>
        new EventBridgeClient(as('Stack-Reader')).send(
          new PutEventsCommand({ Entries: [{ EventBusName: 'bus', Source: 'avoir', DetailType: 'x', Detail: '{}' }] }),
        ),
    ],
  ])('to %s without any right is refused too', async (_, call) => {
    await expect(call()).rejects.toMatchObject(denied);
    expect(received).toEqual([]);
  });

  it('with a key that no function has reaches nothing', async () => {
    const stranger = new DynamoDBClient(as('local')).send(new GetItemCommand({ TableName: 'T', Key: key }));
    await expect(stranger).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    expect(received).toEqual([]);
  });

  it('to a service that is gone is answered by nothing at all, and tried again by the SDK', async () => {
    await database[Symbol.asyncDispose]();
    const call = new DynamoDBClient({ ...as('Stack-Reader'), maxAttempts: 2 });
    await expect(call.send(new GetItemCommand({ TableName: 'T', Key: key }))).rejects.toMatchObject({
      $metadata: { attempts: 2 },
    });
    expect(lines).toHaveLength(2);
    database = await localServer((_, response) => response.end());
  });
});
