import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { MetricName } from '../../shared/lambda/metrics.ts';
import { type FunctionSurroundings, metricsNamespace } from './bundled-function.ts';
import type { DeadLetterRecorder } from './dead-letter-recorder.ts';
import { alarmPeriod, ImpactAlarm } from './impact-alarm.ts';
import type { OperatorApi } from './operator-api.ts';
import { QueueConsumer } from './queue-consumer.ts';
import { RecurringFunction } from './recurring-function.ts';
import { readShops, type ShopAccess } from './shop-access.ts';
import { WebhookEndpoint } from './webhook-endpoint.ts';

/** What eCom as a source works on. */
export interface EcomSourceProps extends FunctionSurroundings {
  readonly table: Table;
  readonly recorder: DeadLetterRecorder;
  readonly api: OperatorApi;
  readonly shops: ShopAccess;
}

/**
 * eCom as a source: webhooks and a sweep put orders on one FIFO queue, a group per order, and one consumer reads them.
 */
export class EcomSource extends Construct {
  constructor(scope: Construct, id: string, { table, recorder, api, shops, ...surroundings }: EcomSourceProps) {
    super(scope, id);
    const observing = new QueueConsumer(this, 'ObserveOrder', {
      ...surroundings,
      recorder,
      functionFolder: 'observe-order',
      environment: { TABLE_NAME: table.tableName },
      // An order is read by half a dozen calls, each of which eCom may leave unanswered for seconds.
      timeout: Duration.seconds(60),
      fifo: true,
      batchSize: 3,
      impact: 'credit notes and cancellations in eCom are not seen, and nobody refunds them.',
    });
    readShops(observing.consumer, shops).allow(
      ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      table.tableArn,
    );
    this.#alarmOnMissed(surroundings.alarms);

    const sweep = new RecurringFunction(this, 'SweepEcomOrders', {
      ...surroundings,
      recorder,
      functionFolder: 'sweep-ecom-orders',
      timeout: Duration.seconds(50),
      expression: 'rate(1 minute)',
      environment: { TABLE_NAME: table.tableName, ORDERS_QUEUE_URL: observing.queue.queueUrl },
      impact: 'what webhooks missed in eCom stays unseen, and orders that could not be read are not tried again.',
    });
    readShops(sweep.runner, shops)
      .allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem'], table.tableArn)
      .allow(['dynamodb:Query'], `${table.tableArn}/index/work`)
      .allow(['sqs:SendMessage'], observing.queue.queueArn);

    new WebhookEndpoint(this, 'Webhook', {
      api,
      functionName: 'receive-ecom-webhook',
      queue: observing.queue,
      shops,
      alarms: surroundings.alarms,
    });
  }

  #alarmOnMissed(alarms: FunctionSurroundings['alarms']): void {
    new ImpactAlarm(this, 'Missed', {
      metric: new Metric({
        namespace: metricsNamespace,
        metricName: 'WebhooksMissed' satisfies MetricName,
        dimensionsMap: { service: 'observe-order' },
        statistic: 'Sum',
        period: alarmPeriod,
      }),
      above: 0,
      // A webhook that was missed is found once: there may be no second period.
      periods: 1,
      impact: 'what happens in eCom is seen minutes late, for webhooks do not arrive.',
      runbookSection: 'Webhooks were missed',
      alarms,
    });
  }
}
