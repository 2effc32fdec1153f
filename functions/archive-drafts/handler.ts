import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { retailConnections } from '../../shared/adapters/retail-connections.ts';
import { ssmParameters } from '../../shared/adapters/ssm-parameters.ts';
import { ssmSettings } from '../../shared/adapters/ssm-settings.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { functionLog } from '../../shared/lambda/log.ts';
import { scheduledFunction } from '../../shared/lambda/scheduled-function.ts';
import { archiveDrafts } from './archive-drafts.ts';

const names = { TABLE_NAME: required, SHOPS_PARAMETER_PATH: required, SHOP_SECRETS_PREFIX: required };
const env = readEnvironment(names);
const table = dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME);
const settings = ssmSettings(ssmParameters(process.env, env.SHOPS_PARAMETER_PATH));
const connect = retailConnections(table, env.SHOP_SECRETS_PREFIX);

/** Archives the drafts in Retail that nobody will complete. */
export const handler = scheduledFunction(functionLog(), 'DRAFTS_ARCHIVED', () =>
  archiveDrafts({ table, settings, connect }),
);
