import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { refundCaseOpenedV1 } from '../../events/refund-case-opened.v1.ts';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { recordSurroundings } from '../../shared/adapters/record-surroundings.ts';
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts';
import { systemClock as clock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { eventConsumer } from '../../shared/lambda/event-consumer.ts';
import { openRefundTasks } from './open-refund-tasks.ts';

const env = readEnvironment({ TABLE_NAME: required, RECONCILIATION_QUEUE_URL: required });
const table = dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME);
const reconciliationQueue = sqsQueue(new SQSClient(clientSettings), env.RECONCILIATION_QUEUE_URL);

/** Opens the refund tasks of a new case. */
export const handler = eventConsumer({
  ...recordSurroundings(table),
  event: refundCaseOpenedV1,
  handle: (event) => openRefundTasks({ table, clock, reconciliationQueue }, event),
});
