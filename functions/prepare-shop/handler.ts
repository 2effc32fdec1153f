import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { ecomOfShop } from '../../shared/adapters/ecom-of-shop.ts';
import { fetchHttp } from '../../shared/adapters/fetch-http.ts';
import { httpEnvironment, httpSurroundings } from '../../shared/adapters/http-surroundings.ts';
import { shopEnvironment, shopSurroundings } from '../../shared/adapters/shop-surroundings.ts';
import { systemClock as clock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { httpFunction } from '../../shared/lambda/http.ts';
import { questionsOf } from '../../shared/providers/provider-questions.ts';
import { retailAccounts } from '../../shared/retail/retail-accounts.ts';
import { prepareEndpoints } from './prepare-shop.ts';

const env = readEnvironment({ TABLE_NAME: required, ...shopEnvironment, ...httpEnvironment });
const table = dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME);
const { settings, secrets } = shopSurroundings(env);
const ecomOf = ecomOfShop({ secrets, clock });
const retailOf = retailAccounts({ table, secrets, clock, httpTo: (allowedOrigins) => fetchHttp({ allowedOrigins }) });
const httpTo = (origin: string) => fetchHttp({ allowedOrigins: [origin] });
const dependencies = { table, clock, settings, secrets, ecomOf, retailOf, questionsOf, httpTo };

/** Answers `/shops/{shopId}/examination`, `…/webhooks` and `…/backfill`. */
export const handler = httpFunction({ ...httpSurroundings(env), endpoints: prepareEndpoints(dependencies) });
