import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionSurroundings } from './bundled-function.ts';
import { ForgedWebhooksAlarm } from './forged-webhooks-alarm.ts';
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
  }
}
