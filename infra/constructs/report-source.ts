import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { FunctionSurroundings } from './bundled-function.ts';
import type { DeadLetterRecorder } from './dead-letter-recorder.ts';
import type { OperatorApi } from './operator-api.ts';
import { QueueConsumer } from './queue-consumer.ts';
import type { ShopAccess } from './shop-access.ts';

/** What reports as a source work on. */
export interface ReportSourceProps extends FunctionSurroundings {
  readonly table: Table;
  readonly recorder: DeadLetterRecorder;
  readonly api: OperatorApi;
  readonly shops: ShopAccess;
}

/** Reports of providers as a source: one function takes and keeps them, another one reads them slice by slice. */
export class ReportSource extends Construct {
  constructor(scope: Construct, id: string, { table, recorder, api, shops, ...surroundings }: ReportSourceProps) {
    super(scope, id);
    const reader = new QueueConsumer(this, 'ImportReport', {
      ...surroundings,
      recorder,
      functionFolder: 'import-report',
      batchSize: 1,
      environment: {},
      impact: 'reports that were handed in are not read, and what only they show goes unseen.',
    });
    const { queue, consumer } = reader;
    const environment = {
      TABLE_NAME: table.tableName,
      SHOPS_PARAMETER_PATH: shops.parameterPath,
      REPORT_QUEUE_URL: queue.queueUrl,
    };
    for (const user of [consumer.set(environment), api.functionOf('receive-report').set(environment)]) {
      user
        .allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem'], table.tableArn)
        .allow(['sqs:SendMessage'], queue.queueArn)
        .allow(['ssm:GetParametersByPath'], shops.parameterArn);
    }
    api.functionOf('receive-report').allow(['dynamodb:Query'], `${table.tableArn}/index/work`);
  }
}
