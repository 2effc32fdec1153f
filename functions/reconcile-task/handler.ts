import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { recordSurroundings } from '../../shared/adapters/record-surroundings.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { queueConsumer } from '../../shared/lambda/queue-consumer.ts';
import { reconcileTaskMessageSchema } from '../../shared/stores/reconciliation-message.ts';
import { reconcileTask } from './reconcile-task.ts';

const env = readEnvironment({ TABLE_NAME: required });
const table = dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME);

/** Looks at the task that a message names. */
export const handler = queueConsumer({
  ...recordSurroundings(table),
  message: reconcileTaskMessageSchema,
  handle: (message) => reconcileTask({ table, clock: systemClock }, message),
});
