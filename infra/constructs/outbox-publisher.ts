import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { BundledFunction, type FunctionSurroundings } from './bundled-function.ts';
import { type DeadLetterRecorder, streamArnOf } from './dead-letter-recorder.ts';
import { alarmPeriod, ImpactAlarm } from './impact-alarm.ts';

/** What the publisher reads, where it publishes, and who records what it gives up on. */
export interface OutboxPublisherProps extends FunctionSurroundings {
  readonly table: Table;
  readonly bus: EventBus;
  readonly recorder: DeadLetterRecorder;
}

// What Lambda itself does, with the function's role, to read the stream for it.
const streamReadActions = [
  'dynamodb:DescribeStream',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:ListStreams',
];
const impact = 'accepted credit notes no longer become refund tasks, and nobody is told to refund.';

/** The only publisher of events: table stream → function → bus, in order, resuming at the record that failed. */
export class OutboxPublisher extends Construct {
  constructor(scope: Construct, id: string, { table, bus, recorder, ...surroundings }: OutboxPublisherProps) {
    super(scope, id);
    const publisher = new BundledFunction(this, 'Publisher', {
      ...surroundings,
      functionFolder: 'publish-outbox',
      timeout: Duration.seconds(30),
      environment: { EVENT_BUS_NAME: bus.eventBusName },
      impact,
    });
    const streamArn = streamArnOf(table);
    const failures = recorder.queueFor(this, 'Failures', impact);
    publisher.allow(['events:PutEvents'], bus.eventBusArn).allow(streamReadActions, streamArn);
    new EventSourceMapping(this, 'Stream', {
      target: publisher.function,
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.or('INSERT', 'MODIFY'),
          dynamodb: { NewImage: { event: { M: { eventId: { S: FilterRule.exists() } } } } },
        }),
      ],
      batchSize: 100,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      // The default, -1, would block the shard until its records are a day old and lost.
      retryAttempts: 10,
      onFailure: new SqsDlq(failures),
    });
    new ImpactAlarm(this, 'Behind', {
      metric: publisher.function.metric('IteratorAge', { period: alarmPeriod, statistic: 'Maximum' }),
      above: Duration.minutes(10).toMilliseconds(),
      impact,
      runbookSection: 'The outbox is behind',
      alarms: surroundings.alarms,
    });
  }
}
