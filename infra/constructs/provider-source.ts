import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { MetricName } from '../../shared/lambda/metrics.ts';
import { type FunctionSurroundings, metricsNamespace } from './bundled-function.ts';
import { ForgedWebhooksAlarm } from './forged-webhooks-alarm.ts';
import { alarmPeriod, ImpactAlarm } from './impact-alarm.ts';
import type { OperatorApi } from './operator-api.ts';
import { readShops, type ShopAccess } from './shop-access.ts';

/** What the providers as a source work on. */
export interface ProviderSourceProps {
  readonly table: Table;
  readonly reconciliationQueue: Queue;
  readonly api: OperatorApi;
  readonly shops: ShopAccess;
  readonly alarms: FunctionSurroundings['alarms'];
}

/** Payment providers as a source: their webhooks come in by an open route, whose function checks whoever calls, and keeps what is proven. */
export class ProviderSource extends Construct {
  constructor(scope: Construct, id: string, { table, reconciliationQueue, api, shops, alarms }: ProviderSourceProps) {
    super(scope, id);
    const functionName = 'receive-provider-webhook';
    const environment = { TABLE_NAME: table.tableName, RECONCILIATION_QUEUE_URL: reconciliationQueue.queueUrl };
    readShops(api.functionOf(functionName).set(environment), shops)
      .allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem'], table.tableArn)
      .allow(['sqs:SendMessage'], reconciliationQueue.queueArn);
    new ForgedWebhooksAlarm(this, 'Forged', { functionName, alarms });
    new ImpactAlarm(this, 'Refused', {
      metric: new Metric({
        namespace: metricsNamespace,
        metricName: 'ProviderQuestionsRefused' satisfies MetricName,
        dimensionsMap: { service: 'reconcile-task' },
        statistic: 'Sum',
        period: alarmPeriod,
      }),
      above: 0,
      impact: 'a provider refuses our key, and refunds whose webhook is lost or does not exist go unseen.',
      runbookSection: 'A provider refuses questions',
      alarms,
    });
  }
}
