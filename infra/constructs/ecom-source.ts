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
    const { alarms } = surroundings;
    this.#alarmAtOnce('Missed', 'WebhooksMissed', {
      alarms,
      impact: 'what happens in eCom is seen minutes late, for webhooks do not arrive.',
      runbookSection: 'Webhooks were missed',
    });
    this.#alarmAtOnce('MayRefundAgain', 'RefundsMayRepeat', {
      alarms,
      impact: "a provider's app pays a customer a second time, for a credit note was set to Not paid again.",
      runbookSection: 'A refund may be made twice',
    });

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
      alarms,
    });
  }

  #alarmAtOnce(
    id: string,
    metricName: MetricName,
    { alarms, ...said }: Pick<FunctionSurroundings, 'alarms'> & Readonly<{ impact: string; runbookSection: string }>,
  ): void {
    new ImpactAlarm(this, id, {
      metric: new Metric({
        namespace: metricsNamespace,
        metricName,
        dimensionsMap: { service: 'observe-order' },
        statistic: 'Sum',
        period: alarmPeriod,
      }),
      above: 0,
      // What is counted here happens once: there may be no second period.
      periods: 1,
      alarms,
      ...said,
    });
  }
}
