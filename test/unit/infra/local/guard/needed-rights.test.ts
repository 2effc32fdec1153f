import { describe, expect, it } from 'vitest';
import { arnsOfRequests } from '../../../../../infra/local/guard/arns-of-requests.ts';
import { neededRights } from '../../../../../infra/local/guard/needed-rights.ts';

const table = 'arn:aws:dynamodb:dynoxide:000000000000:table/T';
const stream = `${table}/stream/1`;
const arns = arnsOfRequests({ tableArns: new Map([['T', table]]), streamArns: new Set([stream]) });
const here = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:000000000000:${resource}`;
const queueUrl = 'http://127.0.0.1:1/000000000000/Work';

describe('a call', () => {
  it.each([
    ['DynamoDB_20120810.GetItem', { TableName: 'T' }, [`dynamodb:GetItem ${table}`]],
    ['DynamoDB_20120810.Query', { TableName: 'T' }, [`dynamodb:Query ${table}`]],
    ['DynamoDB_20120810.Query', { TableName: 'T', IndexName: 'work' }, [`dynamodb:Query ${table}/index/work`]],
    ['DynamoDB_20120810.BatchGetItem', { RequestItems: { T: {} } }, [`dynamodb:BatchGetItem ${table}`]],
    ['DynamoDBStreams_20120810.GetShardIterator', { StreamArn: stream }, [`dynamodb:GetShardIterator ${stream}`]],
    ['DynamoDBStreams_20120810.GetRecords', { ShardIterator: 'x' }, [`dynamodb:GetRecords ${stream}`]],
    ['AmazonSQS.SendMessageBatch', { QueueUrl: queueUrl }, [`sqs:SendMessage ${here('sqs', 'Work')}`]],
    [
      'AWSEvents.PutEvents',
      { Entries: [{ EventBusName: 'a' }, { EventBusName: 'a' }, {}] },
      [`events:PutEvents ${here('events', 'event-bus/a')}`, `events:PutEvents ${here('events', 'event-bus/default')}`],
    ],
    [
      'AmazonSSM.GetParametersByPath',
      { Path: '/avoir/shops' },
      [`ssm:GetParametersByPath ${here('ssm', 'parameter/avoir/shops')}`],
    ],
    [
      'secretsmanager.GetSecretValue',
      { SecretId: '/avoir/shops/demo' },
      [`secretsmanager:GetSecretValue ${here('secretsmanager', 'secret:/avoir/shops/demo-000000')}`],
    ],
  ])('of %s with %j needs %j', (target, body, expected) => {
    expect(neededRights(target, body, arns)?.map(({ action, resource }) => `${action} ${resource}`)).toEqual(expected);
  });

  it('of a transaction needs what each of its parts does, and no right of its own', () => {
    const part = { TableName: 'T' };
    const items = [{ Put: part }, { Update: part }, { ConditionCheck: part }, { Delete: part }];
    const actions = neededRights('DynamoDB_20120810.TransactWriteItems', { TransactItems: items }, arns);
    expect(actions).toEqual(
      ['PutItem', 'UpdateItem', 'ConditionCheckItem', 'DeleteItem'].map((action) => ({
        action: `dynamodb:${action}`,
        resource: table,
      })),
    );
  });

  it('of an operation that no function may call needs what nobody has', () => {
    expect(neededRights('DynamoDB_20120810.DeleteTable', { TableName: 'T' }, arns)).toBeUndefined();
  });

  it('that does not name its resource cannot be judged', () => {
    expect(() => neededRights('DynamoDB_20120810.GetItem', {}, arns)).toThrow(/TableName/);
  });
});
