import { Duration } from 'aws-cdk-lib';
import { type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { BundledFunction } from './bundled-function.ts';
import { QueueConsumer, type QueueConsumerProps } from './queue-consumer.ts';

/** What a consumer listens to, and what it is. */
export interface EventConsumerProps extends QueueConsumerProps {
  readonly bus: IEventBus;
  /** The declared event, the same object that the function parses with. */
  readonly event: Readonly<{ source: string; detailType: string }>;
}

/**
 * One consumer of one event: rule → queue → function, with a dead-letter queue and alarms of its own, so that a slow
 * or failing consumer never holds up another one.
 */
export class EventConsumer extends Construct {
  readonly consumer: BundledFunction;

  constructor(scope: Construct, id: string, { bus, event, ...props }: EventConsumerProps) {
    super(scope, id);
    const { consumer, queue, deadLetters } = new QueueConsumer(this, 'Consumer', props);
    this.consumer = consumer;
    new Rule(this, 'Rule', {
      eventBus: bus,
      eventPattern: { source: [event.source], detailType: [event.detailType] },
      // EventBridge drops what it cannot deliver in this time, unless it has somewhere to put it.
      targets: [
        new SqsQueue(queue, { deadLetterQueue: deadLetters, retryAttempts: 185, maxEventAge: Duration.hours(24) }),
      ],
    });
  }
}
