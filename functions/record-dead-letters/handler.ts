import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { dynamoStreamRecords } from '../../shared/adapters/dynamo-stream-records.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { functionLog } from '../../shared/lambda/log.ts';
import { functionMetrics } from '../../shared/lambda/metrics.ts';
import { deadLetterConsumer } from './dead-letter-consumer.ts';

const env = readEnvironment({ TABLE_NAME: required });
const table = dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME);
const readStreamRecords = dynamoStreamRecords(new DynamoDBStreamsClient(clientSettings));

/** Stores what every dead-letter queue holds as rows. */
export const handler = deadLetterConsumer({
  table,
  readStreamRecords,
  clock: systemClock,
  log: functionLog(),
  count: functionMetrics(),
});
