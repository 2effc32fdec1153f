import { Stack, Validations } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import * as z from 'zod';
import { reportFilesPrefix } from '../../shared/stores/report-file.ts';
import type { BundledFunction, FunctionSurroundings } from './bundled-function.ts';
import type { DeadLetterRecorder } from './dead-letter-recorder.ts';
import type { OperatorApi } from './operator-api.ts';
import { QueueConsumer } from './queue-consumer.ts';
import type { ShopAccess } from './shop-access.ts';

/** What reports as a source work on. */
export interface ReportSourceProps extends FunctionSurroundings {
  readonly table: Table;
  readonly files: Bucket;
  readonly recorder: DeadLetterRecorder;
  readonly api: OperatorApi;
  readonly shops: ShopAccess;
}

/** Reports of providers as a source: one function takes and keeps them, another one reads them slice by slice. */
export class ReportSource extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { table, files, recorder, api, shops, ...surroundings }: ReportSourceProps,
  ) {
    super(scope, id);
    const reader = new QueueConsumer(this, 'ImportReport', {
      ...surroundings,
      recorder,
      functionFolder: 'import-report',
      batchSize: 1,
      sendsItselfOn: true,
      environment: {},
      impact: 'reports that were handed in are not read, and what only they show goes unseen.',
    });
    const { queue, consumer } = reader;
    const environment = {
      TABLE_NAME: table.tableName,
      SHOPS_PARAMETER_PATH: shops.parameterPath,
      REPORT_QUEUE_URL: queue.queueUrl,
      REPORT_BUCKET_NAME: files.bucketName,
    };
    for (const user of [consumer.set(environment), api.functionOf('receive-report').set(environment)]) {
      user
        .allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem'], table.tableArn)
        .allow(['sqs:SendMessage'], queue.queueArn)
        .allow(['ssm:GetParametersByPath'], shops.parameterArn);
      letUseFiles(user, files, 's3:GetObject');
    }
    const receiver = api.functionOf('receive-report');
    receiver.allow(['dynamodb:Query'], `${table.tableArn}/index/work`);
    // What it may put there itself it may sign an address for: S3 asks for its rights when the file comes.
    letUseFiles(receiver, files, 's3:PutObject');
  }
}

const importedSchema = z.object({ 'Fn::ImportValue': z.string() });

/** Lets a function do one thing with the files of reports, and with nothing else in their bucket. */
function letUseFiles(user: BundledFunction, files: Bucket, action: 's3:GetObject' | 's3:PutObject'): void {
  user.allow([action], files.arnForObjects(`${reportFilesPrefix}*`));
  // As the other stack gives it out, which is how cdk-nag names it.
  const imported = Stack.of(user).resolve(Stack.of(files).exportValue(files.bucketArn));
  const { 'Fn::ImportValue': bucketArn } = importedSchema.parse(imported);
  Validations.of(user).acknowledge({
    id: `AwsSolutions::AwsSolutions-IAM5[Resource::${bucketArn}/${reportFilesPrefix}*]`,
    reason:
      'The name of a file is made of its shop, its provider and its content, which nobody knows before somebody hands it in. Below the prefix there is nothing but files of reports.',
  });
}
