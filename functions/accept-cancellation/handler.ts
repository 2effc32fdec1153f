import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { httpEnvironment, httpSurroundings } from '../../shared/adapters/http-surroundings.ts';
import { orderFetcher } from '../../shared/adapters/order-fetcher.ts';
import { shopEnvironment, shopSurroundings } from '../../shared/adapters/shop-surroundings.ts';
import { systemClock as clock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { httpFunction } from '../../shared/lambda/http.ts';
import { cancellationEndpoint } from './cancellation-endpoint.ts';

const env = readEnvironment({ TABLE_NAME: required, ...shopEnvironment, ...httpEnvironment });
const table = dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME);
const { settings, secrets } = shopSurroundings(env);
const dependencies = { table, settings, clock, fetchOrder: orderFetcher({ secrets, clock }) };

/** Answers `POST /shops/{shopId}/cancellations`. */
export const handler = httpFunction({
  ...httpSurroundings(env),
  endpoints: { 'POST /shops/{shopId}/cancellations': cancellationEndpoint(dependencies) },
});
