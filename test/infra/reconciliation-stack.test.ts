import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { providerRefundSeenV1 } from '../../events/provider-refund-seen.v1.ts';
import { refundCaseOpenedV1 } from '../../events/refund-case-opened.v1.ts';
import { reconciliation } from './synthesis.ts';

describe('the reconciliation stack', () => {
  it('publishes only rows that carry an event, also when they change', () => {
    reconciliation.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      StartingPosition: 'TRIM_HORIZON',
      FilterCriteria: {
        Filters: [
          {
            Pattern: Match.serializedJson({
              eventName: ['INSERT', 'MODIFY'],
              dynamodb: { NewImage: { event: { M: { eventId: { S: [{ exists: true }] } } } } },
            }),
          },
        ],
      },
    });
  });

  it('gives up on a change that cannot be published before the stream forgets it, and names it in a queue', () => {
    reconciliation.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      StartingPosition: 'TRIM_HORIZON',
      MaximumRetryAttempts: 10,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
    });
  });

  it.each([
    ['OpenRefundTasks', refundCaseOpenedV1],
    ['OpenStockEffects', refundCaseOpenedV1],
    ['MatchRefunds', providerRefundSeenV1],
  ])('lets %s listen to the event that it parses', (id, { source, detailType }) => {
    const [rule] = Object.entries(reconciliation.findResources('AWS::Events::Rule')).filter(([logicalId]) =>
      logicalId.includes(id),
    );
    expect(rule?.[1]).toMatchObject({
      Properties: { EventPattern: { source: [source], 'detail-type': [detailType] }, State: 'ENABLED' },
    });
  });

  it('starts what recurs on time, and tries twice more', () => {
    reconciliation.allResourcesProperties('AWS::Scheduler::Schedule', {
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: Match.objectLike({ RetryPolicy: { MaximumEventAgeInSeconds: 300, MaximumRetryAttempts: 2 } }),
    });
  });

  it.each(['ChaseRefunds', 'WakeLanes'])('runs %s every minute', (id) => {
    const schedules = Object.entries(reconciliation.findResources('AWS::Scheduler::Schedule'));
    const [schedule] = schedules.filter(([logicalId]) => logicalId.includes(id));
    expect(schedule?.[1]).toMatchObject({ Properties: { ScheduleExpression: 'rate(1 minute)' } });
  });

  it('makes what it made before', () => {
    // Where a bundle lies changes with every line of code; everything else only on purpose.
    const text = JSON.stringify(reconciliation.toJSON()).replaceAll(/[0-9a-f]{64}\.zip/g, '<bundle>.zip');
    expect(JSON.parse(text)).toMatchSnapshot();
  });
});
