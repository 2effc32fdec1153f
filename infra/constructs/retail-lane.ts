import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { refundCaseOpenedV1 } from '../../events/refund-case-opened.v1.ts';
import type { MetricName } from '../../shared/lambda/metrics.ts';
import { type FunctionSurroundings, metricsNamespace } from './bundled-function.ts';
import type { DeadLetterRecorder } from './dead-letter-recorder.ts';
import { EventConsumer } from './event-consumer.ts';
import { alarmPeriod, ImpactAlarm } from './impact-alarm.ts';
import { QueueConsumer } from './queue-consumer.ts';
import { RecurringFunction } from './recurring-function.ts';
import { readShopSecrets, type ShopAccess } from './shop-access.ts';

/** What the lanes work on. */
export interface RetailLaneProps extends FunctionSurroundings {
  readonly table: Table;
  readonly bus: IEventBus;
  readonly recorder: DeadLetterRecorder;
  readonly shops: ShopAccess;
}

const stockImpact = 'refunded goods do not come back to stock in Retail, and customers have no credit there.';

/** The way of a case into Retail: its effects are opened, worked as Retail's bucket allows, woken when forgotten, tidied up. */
export class RetailLane extends Construct {
  readonly worker: QueueConsumer;

  constructor(scope: Construct, id: string, { table, bus, recorder, shops, ...surroundings }: RetailLaneProps) {
    super(scope, id);
    const common = { ...surroundings, recorder };
    const workIndexArn = `${table.tableArn}/index/work`;
    const tableEnvironment = { TABLE_NAME: table.tableName, SHOPS_PARAMETER_PATH: shops.parameterPath };

    this.worker = new QueueConsumer(this, 'ApplyInventory', {
      ...common,
      functionFolder: 'apply-inventory',
      sendsItselfOn: true,
      impact: stockImpact,
    });
    const { queue } = this.worker;
    const laneEnvironment = { ...tableEnvironment, LANE_QUEUE_URL: queue.queueUrl };
    readShopSecrets(this.worker.consumer, shops)
      .set(laneEnvironment)
      .allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:PutItem'], table.tableArn)
      .allow(['dynamodb:Query'], workIndexArn)
      .allow(['sqs:SendMessage'], queue.queueArn)
      .allow(['ssm:GetParametersByPath'], shops.parameterArn);

    new EventConsumer(this, 'OpenStockEffects', {
      ...common,
      bus,
      event: refundCaseOpenedV1,
      functionFolder: 'open-stock-effects',
      environment: laneEnvironment,
      impact: stockImpact,
    }).consumer
      .allow(['dynamodb:GetItem', 'dynamodb:PutItem'], table.tableArn)
      .allow(['sqs:SendMessage'], queue.queueArn)
      .allow(['ssm:GetParametersByPath'], shops.parameterArn);

    new RecurringFunction(this, 'WakeLanes', {
      ...common,
      functionFolder: 'wake-lanes',
      timeout: Duration.seconds(50),
      expression: 'rate(1 minute)',
      environment: laneEnvironment,
      impact: 'a lane whose message was lost stands still, and nobody is told.',
    }).runner
      .allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'], table.tableArn)
      .allow(['dynamodb:Query'], workIndexArn)
      .allow(['sqs:SendMessage'], queue.queueArn)
      .allow(['ssm:GetParametersByPath'], shops.parameterArn);

    const archiver = new RecurringFunction(this, 'ArchiveDrafts', {
      ...common,
      functionFolder: 'archive-drafts',
      timeout: Duration.minutes(5),
      expression: 'rate(1 day)',
      environment: tableEnvironment,
      impact: 'open sales that nobody will complete gather in Retail, where people see them.',
    });
    readShopSecrets(archiver.runner, shops)
      .allow(['dynamodb:GetItem', 'dynamodb:PutItem'], table.tableArn)
      .allow(['ssm:GetParametersByPath'], shops.parameterArn);

    const confirming = new RecurringFunction(this, 'ConfirmInventory', {
      ...common,
      functionFolder: 'confirm-inventory',
      timeout: Duration.seconds(55),
      expression: 'rate(1 minute)',
      environment: tableEnvironment,
      impact: 'stock and credit that are wrong in Retail go unseen, and an unused connection to Retail dies.',
    });
    readShopSecrets(confirming.runner, shops)
      .allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:PutItem'], table.tableArn)
      .allow(['dynamodb:Query'], workIndexArn)
      .allow(['ssm:GetParametersByPath'], shops.parameterArn);

    new ImpactAlarm(this, 'Standstill', {
      metric: new Metric({
        namespace: metricsNamespace,
        metricName: 'LaneStandstillSeconds' satisfies MetricName,
        dimensionsMap: { service: 'wake-lanes' },
        statistic: 'Maximum',
        period: alarmPeriod,
      }),
      above: Duration.minutes(20).toSeconds(),
      impact: stockImpact,
      runbookSection: 'A lane stands still',
      alarms: surroundings.alarms,
    });
  }
}
