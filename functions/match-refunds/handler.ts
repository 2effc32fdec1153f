import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { providerRefundSeenV1 } from '../../events/provider-refund-seen.v1.ts';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { recordSurroundings } from '../../shared/adapters/record-surroundings.ts';
import { ssmParameters } from '../../shared/adapters/ssm-parameters.ts';
import { ssmSettings } from '../../shared/adapters/ssm-settings.ts';
import { systemClock as clock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { eventConsumer } from '../../shared/lambda/event-consumer.ts';
import { matchRefunds } from './match-refunds.ts';

const env = readEnvironment({ TABLE_NAME: required, SHOPS_PARAMETER_PATH: required });
const table = dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME);
const settings = ssmSettings(ssmParameters(process.env, env.SHOPS_PARAMETER_PATH));

/** Matches a refund that a provider has shown. */
export const handler = eventConsumer({
  ...recordSurroundings(table),
  event: providerRefundSeenV1,
  handle: (event) => matchRefunds({ table, settings, clock }, event),
});
