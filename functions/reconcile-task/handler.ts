import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { recordSurroundings } from '../../shared/adapters/record-surroundings.ts';
import { ssmParameters } from '../../shared/adapters/ssm-parameters.ts';
import { ssmSettings } from '../../shared/adapters/ssm-settings.ts';
import { systemClock as clock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { queueConsumer } from '../../shared/lambda/queue-consumer.ts';
import { reconciliationMessageSchema } from '../../shared/stores/reconciliation-message.ts';
import { reconcile } from './reconcile.ts';

const env = readEnvironment({ TABLE_NAME: required, SHOPS_PARAMETER_PATH: required });
const table = dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME);
const settings = ssmSettings(ssmParameters(process.env, env.SHOPS_PARAMETER_PATH));

/** Looks at the task or the refund that a message names. */
export const handler = queueConsumer({
  ...recordSurroundings(table),
  message: reconciliationMessageSchema,
  handle: (message) => reconcile({ table, settings, clock }, message),
});
