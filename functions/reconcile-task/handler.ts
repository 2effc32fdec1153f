import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { fetchHttp } from '../../shared/adapters/fetch-http.ts';
import { recordSurroundings } from '../../shared/adapters/record-surroundings.ts';
import { shopEnvironment, shopSurroundings } from '../../shared/adapters/shop-surroundings.ts';
import { systemClock as clock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { queueConsumer } from '../../shared/lambda/queue-consumer.ts';
import { questionsOf } from '../../shared/providers/provider-questions.ts';
import { reconciliationMessageSchema } from '../../shared/stores/reconciliation-message.ts';
import { reconcile } from './reconcile.ts';

const env = readEnvironment({ TABLE_NAME: required, ...shopEnvironment });
const table = dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME);
const httpTo = (origin: string) => fetchHttp({ allowedOrigins: [origin] });
const surroundings = recordSurroundings(table);
const dependencies = { ...shopSurroundings(env), table, clock, questionsOf, httpTo, count: surroundings.count };

/** Looks at the task or the refund that a message names, or asks a provider. */
export const handler = queueConsumer({
  ...surroundings,
  message: reconciliationMessageSchema,
  handle: (message) => reconcile(dependencies, message),
});
