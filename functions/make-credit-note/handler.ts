import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { ecomOfShop } from '../../shared/adapters/ecom-of-shop.ts';
import { httpEnvironment, httpSurroundings } from '../../shared/adapters/http-surroundings.ts';
import { shopEnvironment, shopSurroundings } from '../../shared/adapters/shop-surroundings.ts';
import { systemClock as clock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { httpFunction } from '../../shared/lambda/http.ts';
import { creditNoteMaker } from './credit-note-maker.ts';

const env = readEnvironment({ TABLE_NAME: required, ...shopEnvironment, ...httpEnvironment });
const table = dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME);
const { settings, secrets } = shopSurroundings(env);
const make = creditNoteMaker({ table, clock, settings, ecomOf: ecomOfShop({ secrets, clock }) });

/** Answers `POST /shops/{shopId}/ecom-credit-notes/{key}`. */
export const handler = httpFunction({
  ...httpSurroundings(env),
  endpoints: { 'POST /shops/{shopId}/ecom-credit-notes/{key}': make },
});
