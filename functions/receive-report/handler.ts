import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { httpEnvironment, httpSurroundings } from '../../shared/adapters/http-surroundings.ts';
import { s3ReportFiles } from '../../shared/adapters/s3-report-files.ts';
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts';
import { ssmParameters } from '../../shared/adapters/ssm-parameters.ts';
import { ssmSettings } from '../../shared/adapters/ssm-settings.ts';
import { systemClock as clock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { httpFunction } from '../../shared/lambda/http.ts';
import { reportEndpoints } from './report-endpoints.ts';

const places = { REPORT_QUEUE_URL: required, REPORT_BUCKET_NAME: required, ...httpEnvironment };
const env = readEnvironment({ TABLE_NAME: required, SHOPS_PARAMETER_PATH: required, ...places });
const table = dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME);
const settings = ssmSettings(ssmParameters(process.env, env.SHOPS_PARAMETER_PATH));
const reportQueue = sqsQueue(new SQSClient(clientSettings), env.REPORT_QUEUE_URL);
const files = s3ReportFiles(process.env, { bucketName: env.REPORT_BUCKET_NAME, clock });
const endpoints = reportEndpoints({ table, settings, clock, reportQueue, files });

/** Answers every route about reports and coverage. */
export const handler = httpFunction({ ...httpSurroundings(env), endpoints, bodies: 'file' });
