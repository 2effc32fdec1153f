import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { recordSurroundings } from '../../shared/adapters/record-surroundings.ts';
import { s3ReportFiles } from '../../shared/adapters/s3-report-files.ts';
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts';
import { ssmParameters } from '../../shared/adapters/ssm-parameters.ts';
import { ssmSettings } from '../../shared/adapters/ssm-settings.ts';
import { systemClock as clock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { queueConsumer } from '../../shared/lambda/queue-consumer.ts';
import { reportMessageSchema } from '../../shared/stores/report-message.ts';
import { importReport } from './import-report.ts';

const places = { REPORT_QUEUE_URL: required, REPORT_BUCKET_NAME: required };
const env = readEnvironment({ TABLE_NAME: required, SHOPS_PARAMETER_PATH: required, ...places });
const table = dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME);
const settings = ssmSettings(ssmParameters(process.env, env.SHOPS_PARAMETER_PATH));
const reportQueue = sqsQueue(new SQSClient(clientSettings), env.REPORT_QUEUE_URL);
const files = s3ReportFiles(process.env, { bucketName: env.REPORT_BUCKET_NAME, clock });

/** Reads on in the report that a message names. */
export const handler = queueConsumer({
  ...recordSurroundings(table),
  message: reportMessageSchema,
  handle: (message) => importReport({ table, settings, clock, reportQueue, files }, message),
});
