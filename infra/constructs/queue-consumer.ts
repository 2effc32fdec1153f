import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { BundledFunction, type BundledFunctionProps } from './bundled-function.ts';
import type { DeadLetterRecorder } from './dead-letter-recorder.ts';
import { alarmPeriod, ImpactAlarm } from './impact-alarm.ts';

/** A function with its own queue. */
export interface QueueConsumerProps extends Omit<BundledFunctionProps, 'timeout'> {
  readonly recorder: DeadLetterRecorder;
  /** What one batch may take; 30 seconds unless said otherwise. */
  readonly timeout?: Duration;
  /** Messages of one group come one after the other. Its dead-letter queue is FIFO too, as SQS demands. */
  readonly fifo?: boolean;
  readonly batchSize?: number;
}

/** A queue and the function that works through it, with a dead-letter queue that the recorder drains. */
export class QueueConsumer extends Construct {
  readonly consumer: BundledFunction;
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: QueueConsumerProps) {
    super(scope, id);
    const { recorder, fifo = false, batchSize = 10, timeout = Duration.seconds(30) } = props;
    this.consumer = new BundledFunction(this, 'Function', { ...props, timeout });
    this.deadLetters = recorder.queueFor(this, 'DeadLetters', props.impact, fifo);
    this.queue = new Queue(this, 'Queue', {
      // `false` is not a value of this property: SQS knows only `true` or its absence.
      ...(fifo && { fifo }),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(4),
      // AWS's rule: six times what the function may take, so that no message comes back while it is worked on.
      visibilityTimeout: Duration.seconds(timeout.toSeconds() * 6),
      // At least five, says AWS: a throttled function counts as a try too.
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
    });
    recorder.queuesForWork.push({ queue: this.queue, functionFolder: props.functionFolder });
    this.consumer.function.addEventSource(
      new SqsEventSource(this.queue, { reportBatchItemFailures: true, batchSize, maxConcurrency: 10 }),
    );
    new ImpactAlarm(this, 'Behind', {
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: alarmPeriod, statistic: 'Maximum' }),
      above: Duration.minutes(15).toSeconds(),
      impact: props.impact,
      runbookSection: 'A queue is behind',
      alarms: props.alarms,
    });
  }
}
