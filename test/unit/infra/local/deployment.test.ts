import { describe, expect, it } from 'vitest';
import { deploy, explain } from '../../../../infra/local/deployment.ts';
import { parseTemplate } from '../../../../infra/local/template.ts';
import { someParts } from './some-parts.ts';

const stack = (resources: Record<string, unknown>, outputs: Record<string, unknown> = {}, name = 'Stack') =>
  parseTemplate(name, { Resources: resources, Outputs: outputs });

const aBus = { Type: 'AWS::Events::EventBus', Properties: { Name: 'bus' } };
const aQueue = (properties: object = {}) => ({ Type: 'AWS::SQS::Queue', Properties: properties });
const aRule = (change: object) => ({
  Type: 'AWS::Events::Rule',
  Properties: {
    EventBusName: { Ref: 'Bus' },
    EventPattern: { source: ['avoir'] },
    State: 'ENABLED',
    Targets: [{ Id: 'Target0', Arn: { 'Fn::GetAtt': ['Work', 'Arn'] } }],
    ...change,
  },
});
const aSchedule = (expression: string) => ({
  Type: 'AWS::Scheduler::Schedule',
  Properties: {
    ScheduleExpression: expression,
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: 'arn:chase', RoleArn: 'arn:role' },
  },
});
const aRole = (document: unknown) => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document } });

describe('starting from a template', () => {
  it('refuses a type of resource that it does not know, before anything is made', async () => {
    const { parts } = someParts();
    const template = stack({ Bus: aBus, Point: { Type: 'AWS::S3::AccessPoint' } });
    await expect(deploy([template], parts)).rejects.toThrow('Stack.Point: one machine knows no AWS::S3::AccessPoint.');
    expect(parts.buses.size).toBe(0);
  });

  it.each([
    [
      'of a resource',
      { Name: 'bus', Policy: {} },
      'Stack.Bus (AWS::Events::EventBus): the whole: Unrecognized key: "Policy"',
    ],
    ['with another value', { Name: 7 }, 'Stack.Bus (AWS::Events::EventBus): Name: Invalid input'],
  ])('refuses a property %s that it does not know', async (_, properties, message) => {
    const { parts } = someParts();
    const template = stack({ Bus: { Type: 'AWS::Events::EventBus', Properties: properties } });
    await expect(deploy([template], parts)).rejects.toThrow(message);
  });

  it('refuses a property inside another that it does not know', async () => {
    const { parts } = someParts();
    const queue = {
      Type: 'AWS::SQS::Queue',
      Properties: { RedrivePolicy: { maxReceiveCount: 5, deadLetterTargetArn: 'a', other: 1 } },
    };
    await expect(deploy([stack({ Work: queue })], parts)).rejects.toThrow(
      'Stack.Work (AWS::SQS::Queue): RedrivePolicy: Unrecognized key: "other"',
    );
  });

  it('refuses a bucket of which it would forget what it was told: another version of each file, say', async () => {
    const { parts } = someParts();
    const bucket = { Type: 'AWS::S3::Bucket', Properties: { VersioningConfiguration: { Status: 'Enabled' } } };
    await expect(deploy([stack({ Files: bucket })], parts)).rejects.toThrow(
      'Stack.Files (AWS::S3::Bucket): the whole: Unrecognized key: "VersioningConfiguration"',
    );
    expect(parts.buckets.size).toBe(0);
  });

  it.each([
    [
      'an intrinsic function',
      aRole({ 'Fn::Base64': 'x' }),
      'Stack.Role.Properties.AssumeRolePolicyDocument.Fn::Base64',
    ],
    ['a reference to nothing', aRole({ Ref: 'Nobody' }), 'Stack.Role: there is no resource Stack.Nobody.'],
    [
      'an attribute',
      { ...aBus, Properties: { Name: { 'Fn::GetAtt': ['Role', 'RoleId'] } } },
      'Role has no attribute RoleId',
    ],
    ['an import', aRole({ 'Fn::ImportValue': 'Other:Export' }), 'Stack.Role: no stack exports Other:Export.'],
    ['itself', aRole({ Ref: 'Role' }), 'Stack.Role refers to itself'],
  ])(
    'refuses %s that it cannot resolve, even where one machine does without the property',
    async (_, resource, message) => {
      const { parts } = someParts();
      const resources = resource.Type === 'AWS::IAM::Role' ? { Role: resource } : { Role: aRole({}), Bus: resource };
      await expect(deploy([stack(resources)], parts)).rejects.toThrow(message);
    },
  );

  it('makes a queue after its dead-letter queue, whatever their order in the template', async () => {
    const { parts, created } = someParts();
    const redrive = { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 5 };
    const resources = {
      Work: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 180, RedrivePolicy: redrive } },
      Dead: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 1_209_600 } },
    };
    await deploy([stack(resources)], parts);
    expect(created).toEqual([
      ['Stack-Dead', { MessageRetentionPeriod: '1209600' }],
      [
        'Stack-Work',
        {
          VisibilityTimeout: '180',
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:000000000000:Stack-Dead',
            maxReceiveCount: 5,
          }),
        },
      ],
    ]);
  });

  it('makes a resource after those that it says it depends on', async () => {
    const { parts, created } = someParts();
    await deploy([stack({ First: { ...aQueue(), DependsOn: 'Second' }, Second: aQueue() })], parts);
    expect(created.map(([name]) => name)).toEqual(['Stack-Second', 'Stack-First']);
  });

  it.each([
    [
      'an operator of a pattern',
      { Rule: aRule({ EventPattern: { a: [{ cidr: '::/0' }] } }) },
      /^Stack\.Rule .*a\.0\.cidr/,
    ],
    ['a target', { Rule: aRule({ Targets: [{ Id: 'T', Arn: 'arn:nothing' }] }) }, /^Stack\.Rule .*arn:nothing/],
    ['a schedule', { Soon: aSchedule('cron(0 3 * * ? *)') }, /^Stack\.Soon .*cron/],
    ['an order of things', { Work: { ...aQueue(), DependsOn: ['Nobody'] } }, /^Stack\.Work: .*Stack\.Nobody/],
  ])('refuses %s that it does not know', async (_, resources, line) => {
    const { parts } = someParts();
    const failure = expect.objectContaining({ name: 'StartProblem', message: expect.stringMatching(line) });
    await expect(deploy([stack({ Bus: aBus, Work: aQueue(), ...resources })], parts)).rejects.toEqual(failure);
  });

  it('refuses resources that wait for each other, however many ask for them', async () => {
    const { parts } = someParts();
    const namedAfter = (other: string) =>
      aQueue({ QueueName: { 'Fn::Sub': [`\${Other}`, { Other: { Ref: other } }] } });
    const both = aQueue({ QueueName: { 'Fn::Join': ['', [{ Ref: 'B' }, { Ref: 'C' }]] } });
    const circle = stack({ A: both, B: namedAfter('C'), C: namedAfter('B') });
    await expect(deploy([circle], parts)).rejects.toThrow('itself: Stack.A → Stack.B → Stack.C → Stack.B');
  });

  it('takes from another stack what that one exports', async () => {
    const { parts } = someParts();
    const storage = stack(
      { Bus: aBus },
      { Out: { Value: { Ref: 'Bus' }, Export: { Name: 'Storage:Bus' } } },
      'Storage',
    );
    const rule = aRule({ EventBusName: { 'Fn::ImportValue': 'Storage:Bus' } });
    await deploy([stack({ Rule: rule, Work: { Type: 'AWS::SQS::Queue' } }), storage], parts);
    expect([...parts.buses.keys()]).toEqual(['bus']);
  });

  it('gives a role what its policies grant, wherever they stand in the template', async () => {
    const { parts } = someParts();
    const granting = (action: string) => ({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: action, Resource: { 'Fn::GetAtt': ['Work', 'Arn'] } }],
    });
    const policy = {
      Type: 'AWS::IAM::Policy',
      Properties: { PolicyName: 'p', Roles: [{ Ref: 'Role' }], PolicyDocument: granting('sqs:SendMessage') },
    };
    const inline = [{ PolicyName: 'i', PolicyDocument: granting('sqs:DeleteMessage') }];
    const role = {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: {}, Policies: inline },
    };
    await deploy([stack({ Policy: policy, Role: role, Work: aQueue() })], parts);
    const resource = 'arn:aws:sqs:eu-west-1:000000000000:Stack-Work';
    expect(parts.roles.unused('Stack-Role')).toEqual([
      { action: 'sqs:DeleteMessage', resource },
      { action: 'sqs:SendMessage', resource },
    ]);
  });

  it('refuses a policy that it would have to read past', async () => {
    const { parts } = someParts();
    const statement = { Effect: 'Deny', Action: 'sqs:SendMessage', Resource: '*' };
    const document = { Version: '2012-10-17', Statement: [statement] };
    const policy = {
      Type: 'AWS::IAM::Policy',
      Properties: { PolicyName: 'p', Roles: ['r'], PolicyDocument: document },
    };
    await expect(deploy([stack({ Policy: policy })], parts)).rejects.toThrow(
      'Stack.Policy (AWS::IAM::Policy): PolicyDocument.Statement.0.Effect',
    );
  });

  it('says which properties of a template one machine does without, and why', () => {
    const table = { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 30, SqsManagedSseEnabled: true } };
    expect(explain([stack({ Work: table })])).toEqual([
      { path: 'Stack.Work.Properties.SqsManagedSseEnabled', reason: expect.stringContaining('data folder') },
    ]);
  });
});
