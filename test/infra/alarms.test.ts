import { readFileSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { functionsByName } from './functions.ts';
import { reconciliation, reference, resourcesOf, resourcesOfType } from './synthesis.ts';

const alarmSchema = z.object({
  AlarmDescription: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.union([reference, z.string()]) })),
  EvaluationPeriods: z.number(),
  MetricName: z.string(),
});

const description = /^If nobody acts, (?<impact>.+)\. Runbook: infra\/runbook\.md, section "(?<section>.+)"\.$/;

describe('alarms', () => {
  const alarms = resourcesOfType(reconciliation, 'AWS::CloudWatch::Alarm', alarmSchema);
  const watched = (metricName: string) =>
    alarms
      .filter(({ properties }) => properties.MetricName === metricName)
      .flatMap(({ properties }) => properties.Dimensions.map(({ Value }) => Value))
      .toSorted();
  const idsOf = (type: string) =>
    resourcesOf(reconciliation)
      .filter((resource) => resource.type === type)
      .map(({ logicalId }) => logicalId);

  it('all say who is hurt, and which section of the runbook to open', () => {
    expect(alarms.length).toBeGreaterThan(0);
    for (const { properties } of alarms) expect(properties.AlarmDescription).toMatch(description);
  });

  it('name sections that the runbook has', () => {
    const runbook = readFileSync(new URL('../../infra/runbook.md', import.meta.url), 'utf8');
    const headings = runbook.split('\n').filter((line) => line.startsWith('## '));
    const sections = alarms.flatMap(
      ({ properties }) => description.exec(properties.AlarmDescription)?.groups?.section ?? [],
    );
    expect(headings).toEqual(expect.arrayContaining([...new Set(sections)].map((section) => `## ${section}`)));
  });

  it('look at five minutes at a time, and do not go off for want of data', () => {
    reconciliation.allResourcesProperties('AWS::CloudWatch::Alarm', { Period: 300, TreatMissingData: 'notBreaching' });
  });

  it('wait for a second period in a row, but for what is counted once', () => {
    const atOnce = alarms.filter(({ properties }) => properties.EvaluationPeriods !== 2);
    expect(atOnce.map(({ properties }) => [properties.MetricName, properties.EvaluationPeriods])).toEqual([
      ['DeadLettersRecorded', 1],
      ['WebhooksMissed', 1],
      ['RefundsMayRepeat', 1],
    ]);
  });

  it('count dead letters under the names that the recorder counts them with', () => {
    const variables = functionsByName(reconciliation).get('record-dead-letters')?.properties.Environment.Variables;
    reconciliation.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'DeadLettersRecorded',
      Namespace: variables?.POWERTOOLS_METRICS_NAMESPACE,
      Dimensions: [{ Name: 'service', Value: variables?.POWERTOOLS_SERVICE_NAME }],
      Statistic: 'Sum',
      Threshold: 0,
    });
  });

  it('watch every function for errors', () => {
    expect(watched('Errors')).toEqual(idsOf('AWS::Lambda::Function').toSorted());
  });

  it('watch every dead-letter queue by the one metric that counts what a queue moved there', () => {
    const deadLetterQueues = resourcesOf(reconciliation).filter(
      ({ type, properties }) => type === 'AWS::SQS::Queue' && !('RedrivePolicy' in properties),
    );
    expect(watched('ApproximateNumberOfMessagesVisible')).toEqual(
      deadLetterQueues.map(({ logicalId }) => logicalId).toSorted(),
    );
    reconciliation.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 0,
    });
  });

  it('watch how far every queue for work, and the outbox, is behind', () => {
    const queuesForWork = resourcesOf(reconciliation).filter(({ properties }) => 'RedrivePolicy' in properties);
    expect(watched('ApproximateAgeOfOldestMessage')).toEqual(
      queuesForWork.map(({ logicalId }) => logicalId).toSorted(),
    );
    expect(watched('IteratorAge')).toHaveLength(1);
  });

  it('all reach the one topic, which lets alarms of this account publish and nobody without TLS', () => {
    const [topic = ''] = idsOf('AWS::SNS::Topic');
    reconciliation.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [{ Ref: topic }] });
    reconciliation.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      },
    });
  });
});
