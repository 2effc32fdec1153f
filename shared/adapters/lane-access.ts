import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { required } from '../lambda/environment.ts';
import { clientSettings } from './client-settings.ts';
import { dynamoTable } from './dynamo-table.ts';
import { sqsQueue } from './sqs-queue.ts';
import { ssmParameters } from './ssm-parameters.ts';
import { ssmSettings } from './ssm-settings.ts';

/** The variables that every function around a lane needs. */
export const laneEnvironment = { TABLE_NAME: required, LANE_QUEUE_URL: required, SHOPS_PARAMETER_PATH: required };

/** The table, the shops' settings and the queue that wakes lanes. */
export function laneAccess(env: Readonly<Record<keyof typeof laneEnvironment, string>>) {
  return {
    table: dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME),
    settings: ssmSettings(ssmParameters(process.env, env.SHOPS_PARAMETER_PATH)),
    laneQueue: sqsQueue(new SQSClient(clientSettings), env.LANE_QUEUE_URL),
  };
}
