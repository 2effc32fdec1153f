import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts';
import { ssmParameters } from '../../shared/adapters/ssm-parameters.ts';
import { ssmSettings } from '../../shared/adapters/ssm-settings.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { functionLog } from '../../shared/lambda/log.ts';
import { scheduledFunction } from '../../shared/lambda/scheduled-function.ts';
import { chaseRefunds } from './chase-refunds.ts';

const names = { TABLE_NAME: required, RECONCILIATION_QUEUE_URL: required, SHOPS_PARAMETER_PATH: required };
const env = readEnvironment(names);
const table = dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME);
const reconciliationQueue = sqsQueue(new SQSClient(clientSettings), env.RECONCILIATION_QUEUE_URL);
const settings = ssmSettings(ssmParameters(process.env, env.SHOPS_PARAMETER_PATH));

/** Sends the tasks and refunds whose check is due to be looked at, and the accounts to be listed. */
export const handler = scheduledFunction(functionLog(), 'REFUNDS_CHASED', async () => {
  const chased = await chaseRefunds({ table, settings, reconciliationQueue, clock: systemClock });
  return chased.taskCount + chased.refundCount + chased.accountCount;
});
