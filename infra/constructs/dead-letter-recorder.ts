import { Duration, Validations } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { MetricName } from '../../shared/lambda/metrics.ts';
import { BundledFunction, type FunctionSurroundings, metricsNamespace } from './bundled-function.ts';
import { alarmPeriod, ImpactAlarm } from './impact-alarm.ts';

/** What the recorder needs: the table it writes to, and whose stream it reads what the publisher gave up on. */
export interface DeadLetterRecorderProps extends FunctionSurroundings {
  readonly table: Table;
}

const timeout = Duration.seconds(30);

/**
 * The one consumer of every dead-letter queue: it makes each message a row that can be listed, searched and replayed.
 * A dead-letter queue made here cannot exist without being drained.
 */
export class DeadLetterRecorder extends Construct {
  /** Every queue for work, each with the folder of the function that works through it: where a dead letter can go back to. */
  readonly queuesForWork: { readonly queue: Queue; readonly functionFolder: string }[] = [];
  readonly #recorder: BundledFunction;
  readonly #alarms: FunctionSurroundings['alarms'];

  constructor(scope: Construct, id: string, { table, ...surroundings }: DeadLetterRecorderProps) {
    super(scope, id);
    this.#alarms = surroundings.alarms;
    this.#recorder = new BundledFunction(this, 'Recorder', {
      ...surroundings,
      functionFolder: 'record-dead-letters',
      timeout,
      environment: { TABLE_NAME: table.tableName },
      impact: 'what failed is not recorded, and after 14 days nobody can tell that it ever was.',
    });
    const tableActions = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:Query'];
    this.#recorder.allow(tableActions, table.tableArn);
    this.#recorder.allow(['dynamodb:GetRecords', 'dynamodb:GetShardIterator'], streamArnOf(table));
    this.#alarmOnRecorded(surroundings.alarms);
  }

  #alarmOnRecorded(alarms: FunctionSurroundings['alarms']): void {
    new ImpactAlarm(this, 'Recorded', {
      metric: new Metric({
        namespace: metricsNamespace,
        metricName: 'DeadLettersRecorded' satisfies MetricName,
        dimensionsMap: { service: 'record-dead-letters' },
        statistic: 'Sum',
        period: alarmPeriod,
      }),
      above: 0,
      // A message dies once and is counted once: there may be no second period.
      periods: 1,
      impact: 'what a message asked for stays undone: it failed for good and will not come again by itself.',
      runbookSection: 'Dead letters were recorded',
      alarms,
    });
  }

  /** A dead-letter queue that is drained by the recorder; `fifo` when what it stands behind is. */
  queueFor(scope: Construct, id: string, impact: string, fifo = false): Queue {
    const queue = new Queue(scope, id, {
      ...(fifo && { fifo }),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Counted from when the message was first sent, so longer than any queue keeps it before it gets here.
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(timeout.toSeconds() * 6),
    });
    Validations.of(queue).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SQS3',
      reason:
        'This is a dead-letter queue, also where a stream mapping or a schedule is what sends to it. Its consumer keeps every message as a row; what cannot be recorded stays here for 14 days and raises the alarm below.',
    });
    this.#recorder.function.addEventSource(new SqsEventSource(queue, { reportBatchItemFailures: true, batchSize: 10 }));
    new ImpactAlarm(scope, `${id}Waiting`, {
      // Visible messages do count those that a queue moved here; NumberOfMessagesSent does not.
      metric: queue.metricApproximateNumberOfMessagesVisible({ period: alarmPeriod, statistic: 'Maximum' }),
      above: 0,
      impact,
      runbookSection: 'Dead letters are waiting',
      alarms: this.#alarms,
    });
    return queue;
  }
}

/** The table's stream; a table without one is a fault of whoever made it. */
export function streamArnOf({ tableStreamArn }: Table): string {
  if (tableStreamArn === undefined) throw new Error('The table has no stream.');
  return tableStreamArn;
}
