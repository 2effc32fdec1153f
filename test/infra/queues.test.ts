import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { functionsByName, statementsOf } from './functions.ts';
import { reconciliation, reference, resourcesOfType } from './synthesis.ts';

const queueSchema = z.object({
  FifoQueue: z.literal(true).optional(),
  MessageRetentionPeriod: z.number(),
  RedrivePolicy: z.object({ deadLetterTargetArn: reference, maxReceiveCount: z.number() }).optional(),
  SqsManagedSseEnabled: z.literal(true),
  VisibilityTimeout: z.number(),
});
const mappingSchema = z.object({
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: reference }) }).optional(),
  EventSourceArn: z.union([reference, z.object({ 'Fn::ImportValue': z.string() })]),
  FunctionName: reference,
  FunctionResponseTypes: z.array(z.string()).default([]),
  ScalingConfig: z.object({ MaximumConcurrency: z.number() }).optional(),
});
const deadLetterConfig = z.object({ Arn: reference });
const ruleSchema = z.object({
  Targets: z.array(z.object({ Arn: reference, DeadLetterConfig: deadLetterConfig.optional() })),
});
const scheduleSchema = z.object({ Target: z.object({ DeadLetterConfig: deadLetterConfig }) });

const daySeconds = 86_400;

/** Whatever names a queue as the place for what it gives up on. */
function deadLetterQueuesOf(template: Template): ReadonlySet<string> {
  const ofQueues = resourcesOfType(template, 'AWS::SQS::Queue', queueSchema).map(
    ({ properties }) => properties.RedrivePolicy?.deadLetterTargetArn,
  );
  const ofMappings = resourcesOfType(template, 'AWS::Lambda::EventSourceMapping', mappingSchema).map(
    ({ properties }) => properties.DestinationConfig?.OnFailure.Destination,
  );
  const ofRules = resourcesOfType(template, 'AWS::Events::Rule', ruleSchema).flatMap(({ properties }) =>
    properties.Targets.map(({ DeadLetterConfig }) => DeadLetterConfig?.Arn),
  );
  const ofSchedules = resourcesOfType(template, 'AWS::Scheduler::Schedule', scheduleSchema).map(
    ({ properties }) => properties.Target.DeadLetterConfig.Arn,
  );
  return new Set([...ofQueues, ...ofMappings, ...ofRules, ...ofSchedules].filter((id) => id !== undefined));
}

describe('queues', () => {
  const queues = resourcesOfType(reconciliation, 'AWS::SQS::Queue', queueSchema);
  const mappings = resourcesOfType(reconciliation, 'AWS::Lambda::EventSourceMapping', mappingSchema);
  const functions = functionsByName(reconciliation);
  const deadLetterQueues = deadLetterQueuesOf(reconciliation);
  const consumersOf = (queueId: string) =>
    mappings
      .filter(({ properties }) => properties.EventSourceArn === queueId)
      .map(({ properties }) =>
        [...functions.entries()].find(([, { logicalId }]) => logicalId === properties.FunctionName),
      );

  it('are each for work, with a queue behind them, or for dead letters', () => {
    const forWork = queues.filter(({ properties }) => properties.RedrivePolicy !== undefined);
    expect(forWork.length).toBeGreaterThan(0);
    expect(queues).toHaveLength(forWork.length + deadLetterQueues.size);
  });

  it('have one consumer each', () => {
    expect(queues.map(({ logicalId }) => consumersOf(logicalId).length)).toEqual(queues.map(() => 1));
  });

  it('hand back single messages instead of whole batches', () => {
    expect(mappings.map(({ properties }) => properties.FunctionResponseTypes)).toEqual(
      mappings.map(() => ['ReportBatchItemFailures']),
    );
  });

  it('give a message five tries before it is called dead', () => {
    const tries = queues.flatMap(({ properties }) => properties.RedrivePolicy?.maxReceiveCount ?? []);
    expect(new Set(tries)).toEqual(new Set([5]));
  });

  it('hide a message for six times what its function may take', () => {
    const expected = queues.map(({ logicalId }) => {
      const [, consumer] = consumersOf(logicalId)[0] ?? [];
      return 6 * (consumer?.properties.Timeout ?? 0);
    });
    expect(queues.map(({ properties }) => properties.VisibilityTimeout)).toEqual(expected);
  });

  it('for work never start so many consumers that the rest of the account stands still', () => {
    const atOnce = mappings.filter(({ properties }) => {
      const { EventSourceArn: source } = properties;
      return typeof source === 'string' && !deadLetterQueues.has(source);
    });
    const most = atOnce.map(({ properties }) => properties.ScalingConfig?.MaximumConcurrency);
    expect(new Set(most)).toEqual(new Set([10]));
  });

  it('that keep the order of a group have dead letters that do', () => {
    const isFifo = (id: string | undefined) =>
      queues.find(({ logicalId }) => logicalId === id)?.properties.FifoQueue ?? false;
    for (const { logicalId, properties } of queues) {
      if (properties.RedrivePolicy)
        expect(isFifo(properties.RedrivePolicy.deadLetterTargetArn)).toBe(isFifo(logicalId));
    }
    expect(queues.filter(({ properties }) => properties.FifoQueue)).toHaveLength(2);
  });

  it('refuse whoever does not come over TLS', () => {
    const policy = z.object({ Queues: z.array(reference), PolicyDocument: z.unknown() });
    const closed = resourcesOfType(reconciliation, 'AWS::SQS::QueuePolicy', policy)
      .filter(({ properties }) => JSON.stringify(properties.PolicyDocument).includes('{"aws:SecureTransport":"false"}'))
      .flatMap(({ properties }) => properties.Queues);
    expect(closed.toSorted()).toEqual(queues.map(({ logicalId }) => logicalId).toSorted());
  });
});

describe('what goes back from a dead letter', () => {
  it('can go to every queue for work, each named with the function that works through it', () => {
    const replayer = functionsByName(reconciliation).get('replay-dead-letters');
    const forWork = resourcesOfType(reconciliation, 'AWS::SQS::Queue', queueSchema).filter(
      ({ properties }) => properties.RedrivePolicy !== undefined,
    );
    const named = z
      .object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.unknown())]) })
      .parse(replayer?.properties.Environment.Variables.REPLAY_QUEUES)['Fn::Join'][1];
    expect(named.filter((part) => typeof part === 'object')).toEqual(
      expect.arrayContaining(forWork.map(({ logicalId }) => ({ Ref: logicalId }))),
    );
    const mayBeSentTo = statementsOf(reconciliation, replayer?.properties.Role ?? '')
      .filter(({ Action }) => Action.includes('sqs:SendMessage'))
      .flatMap(({ Resource }) => Resource);
    expect(mayBeSentTo).toEqual(forWork.map(({ logicalId }) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] })));
  });
});

describe('dead-letter queues', () => {
  const queues = resourcesOfType(reconciliation, 'AWS::SQS::Queue', queueSchema);
  const deadLetterQueues = deadLetterQueuesOf(reconciliation);
  const ofDeadLetters = queues.filter(({ logicalId }) => deadLetterQueues.has(logicalId));

  it('are there for each queue for work (a rule shares that of its queue), each schedule, and the stream', () => {
    const forWork = queues.filter(({ properties }) => properties.RedrivePolicy !== undefined);
    const schedules = resourcesOfType(reconciliation, 'AWS::Scheduler::Schedule', z.unknown());
    expect(deadLetterQueues.size).toBe(forWork.length + schedules.length + 1);
  });

  it('keep a letter for 14 days, which count from its first sending, longer than any queue for work', () => {
    expect(new Set(ofDeadLetters.map(({ properties }) => properties.MessageRetentionPeriod))).toEqual(
      new Set([14 * daySeconds]),
    );
    const forWork = queues.filter(({ logicalId }) => !deadLetterQueues.has(logicalId));
    expect(Math.max(...forWork.map(({ properties }) => properties.MessageRetentionPeriod))).toBeLessThan(
      14 * daySeconds,
    );
  });

  it('are all drained by record-dead-letters', () => {
    const recorder = functionsByName(reconciliation).get('record-dead-letters')?.logicalId;
    const drained = resourcesOfType(reconciliation, 'AWS::Lambda::EventSourceMapping', mappingSchema)
      .filter(({ properties }) => properties.FunctionName === recorder)
      .map(({ properties }) => properties.EventSourceArn);
    expect(drained.toSorted()).toEqual([...deadLetterQueues].toSorted());
  });

  it('take what a rule cannot deliver, beside what its consumer gives up on', () => {
    const [rule] = resourcesOfType(reconciliation, 'AWS::Events::Rule', ruleSchema);
    const target = rule?.properties.Targets[0];
    const queue = queues.find(({ logicalId }) => logicalId === target?.Arn);
    expect(target?.DeadLetterConfig?.Arn).toBe(queue?.properties.RedrivePolicy?.deadLetterTargetArn);
  });
});
