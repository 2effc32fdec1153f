import { describe, expect, it } from 'vitest';
import { deploy, explain } from '../../../../infra/local/deployment.ts';
import { parseTemplate } from '../../../../infra/local/template.ts';
import { localMachineParts } from '../../../support/local-machine-parts.ts';

type Resources = Readonly<
  Record<string, Readonly<{ Type: string; Properties?: object; DependsOn?: string | readonly string[] }>>
>;

const queue = (properties: object = {}) => ({ Type: 'AWS::SQS::Queue', Properties: properties });
const bus = { Type: 'AWS::Events::EventBus', Properties: { Name: 'main' } };
const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const rule = (change: object = {}) => ({
  Type: 'AWS::Events::Rule',
  Properties: {
    EventBusName: { Ref: 'Bus' },
    EventPattern: { source: ['avoir'] },
    State: 'ENABLED',
    Targets: [{ Id: 'Target0', Arn: arnOf('Work') }],
    ...change,
  },
});

async function deployed(resources: Resources): Promise<readonly string[]> {
  await using machine = await localMachineParts();
  await deploy([parseTemplate('App', { Resources: resources })], machine.parts);
  return [...machine.parts.queuesByArn.values()].map(({ name }) => name);
}

describe('the resources of a template', () => {
  it('are made after those that they refer to, whatever the order in which they are written', async () => {
    const work = queue({ RedrivePolicy: { deadLetterTargetArn: arnOf('Dead'), maxReceiveCount: 5 } });
    expect(await deployed({ Rule: rule(), Work: work, Dead: queue(), Bus: bus })).toEqual(['App-Dead', 'App-Work']);
  });

  it('are made after those that they say they depend on', async () => {
    expect(await deployed({ First: { ...queue(), DependsOn: 'Second' }, Second: queue() })).toEqual([
      'App-Second',
      'App-First',
    ]);
  });

  it('may be imported from another stack', async () => {
    await using machine = await localMachineParts();
    const storage = parseTemplate('Storage', {
      Resources: { Bus: bus },
      Outputs: { Bus: { Value: { Ref: 'Bus' }, Export: { Name: 'Storage:Bus' } } },
    });
    const imported = rule({ EventBusName: { 'Fn::ImportValue': 'Storage:Bus' } });
    const app = parseTemplate('App', { Resources: { Rule: imported, Work: queue() } });
    await deploy([app, storage], machine.parts);
    const event = { EventBusName: 'main', Source: 'avoir', DetailType: 'T', Detail: '{}' };
    expect(await machine.parts.buses.get('main')?.putEvents([event])).toMatchObject({ FailedEntryCount: 0 });
  });

  it.each([
    ['a type', { Work: { Type: 'AWS::SQS::Wish' } }, /^App\.Work: .*AWS::SQS::Wish/],
    ['a property', { Work: queue({ FifoQueue: true }) }, /^App\.Work \(AWS::SQS::Queue\): .*FifoQueue/],
    [
      'a property of a part',
      { Bus: bus, Work: queue(), Rule: rule({ Targets: [{ Id: 'T', Arn: arnOf('Work'), Wish: 1 }] }) },
      /^App\.Rule .*Targets\.0: .*Wish/,
    ],
    [
      'a property of what does nothing here',
      { Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { Wish: 1 } } },
      /^App\.Alarm .*Wish/,
    ],
    [
      'an intrinsic',
      { Work: queue({ DelaySeconds: { 'Fn::Select': [0, [1]] } }) },
      /^App\.Work\.Properties\.DelaySeconds\.Fn::Select/,
    ],
    ['a resource', { Work: queue({ QueueName: { Ref: 'Wish' } }) }, /^App\.Work: .*App\.Wish/],
    [
      'an attribute',
      { Work: queue({ QueueName: { 'Fn::GetAtt': ['Other', 'Wish'] } }), Other: queue() },
      /^App\.Work: .*Other .*Wish/,
    ],
    ['an export', { Work: queue({ QueueName: { 'Fn::ImportValue': 'Wish' } }) }, /^App\.Work: .*Wish/],
    [
      'an operator of a pattern',
      { Bus: bus, Work: queue(), Rule: rule({ EventPattern: { source: [{ cidr: '10.0.0.0/8' }] } }) },
      /^App\.Rule .*source\.0\.cidr/,
    ],
    ['a schedule', { Soon: aSchedule('cron(0 3 * * ? *)') }, /^App\.Soon .*cron/],
    [
      'a target',
      { Bus: bus, Rule: rule({ Targets: [{ Id: 'T', Arn: 'arn:aws:sqs:eu-west-1:1:wish' }] }) },
      /^App\.Rule .*wish/,
    ],
    ['an order of things', { Work: { ...queue(), DependsOn: ['Wish'] } }, /^App\.Work: .*App\.Wish/],
  ])('stop the start when %s is not known, with logical id and path', async (_, resources, line) => {
    const failure = expect.objectContaining({ name: 'StartProblem', message: expect.stringMatching(line) });
    await expect(deployed(resources)).rejects.toEqual(failure);
  });

  it('may not wait for each other', async () => {
    const namedAfter = (other: string) => queue({ QueueName: { 'Fn::Sub': [`\${Other}`, { Other: { Ref: other } }] } });
    const both = queue({ QueueName: { 'Fn::Join': ['', [{ Ref: 'B' }, { Ref: 'C' }]] } });
    await expect(deployed({ A: both, B: namedAfter('C'), C: namedAfter('B') })).rejects.toThrow(
      /refers to itself: App\.A → App\.B → App\.C → App\.B/,
    );
  });

  it('are explained where they mean something on AWS only', () => {
    const stack = parseTemplate('App', { Resources: { Work: queue({ SqsManagedSseEnabled: true, DelaySeconds: 1 }) } });
    expect(explain([stack])).toEqual([
      { path: 'App.Work.Properties.SqsManagedSseEnabled', reason: expect.stringContaining('test/infra/') },
    ]);
  });
});

function aSchedule(expression: string) {
  const target = { Arn: 'arn:aws:lambda:eu-west-1:000000000000:function:chase' };
  return {
    Type: 'AWS::Scheduler::Schedule',
    Properties: { ScheduleExpression: expression, FlexibleTimeWindow: { Mode: 'OFF' }, Target: target },
  };
}
