import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { recordSurroundings } from '../../shared/adapters/record-surroundings.ts';
import { reportEnvironment, reportSurroundings } from '../../shared/adapters/report-surroundings.ts';
import { ssmParameters } from '../../shared/adapters/ssm-parameters.ts';
import { ssmSettings } from '../../shared/adapters/ssm-settings.ts';
import { systemClock as clock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { queueConsumer } from '../../shared/lambda/queue-consumer.ts';
import { reportMessageSchema } from '../../shared/stores/report-message.ts';
import { importReport } from './import-report.ts';

const env = readEnvironment({ TABLE_NAME: required, SHOPS_PARAMETER_PATH: required, ...reportEnvironment });
const table = dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME);
const settings = ssmSettings(ssmParameters(process.env, env.SHOPS_PARAMETER_PATH));
const dependencies = { table, settings, clock, ...reportSurroundings(env) };

/** Reads on in the report that a message names. */
export const handler = queueConsumer({
  ...recordSurroundings(table),
  message: reportMessageSchema,
  handle: (message) => importReport(dependencies, message),
});
