import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { fetchHttp } from '../../shared/adapters/fetch-http.ts';
import { secretsManagerSecrets } from '../../shared/adapters/secrets-manager-secrets.ts';
import { ssmParameters } from '../../shared/adapters/ssm-parameters.ts';
import { ssmSettings } from '../../shared/adapters/ssm-settings.ts';
import { systemClock as clock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { functionLog } from '../../shared/lambda/log.ts';
import { scheduledFunction } from '../../shared/lambda/scheduled-function.ts';
import { retailAccounts } from '../../shared/retail/retail-accounts.ts';
import { confirmInventory } from './confirm-inventory.ts';

const env = readEnvironment({ TABLE_NAME: required, SHOPS_PARAMETER_PATH: required, SHOP_SECRETS_PREFIX: required });
const table = dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME);
const settings = ssmSettings(ssmParameters(process.env, env.SHOPS_PARAMETER_PATH));
const secrets = secretsManagerSecrets(process.env, env.SHOP_SECRETS_PREFIX);
const httpTo = (allowedOrigins: readonly string[]) => fetchHttp({ allowedOrigins });
const retailOf = retailAccounts({ table, secrets, clock, httpTo });
/** Looks whether Retail shows what the cases should have changed. */
export const handler = scheduledFunction(functionLog(), 'INVENTORY_CONFIRMED', async () => {
  return (await confirmInventory({ table, settings, clock, retailOf })).decidedCount;
});
