import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { fetchHttp } from '../../shared/adapters/fetch-http.ts';
import { httpEnvironment, httpSurroundings } from '../../shared/adapters/http-surroundings.ts';
import { shopEnvironment, shopSurroundings } from '../../shared/adapters/shop-surroundings.ts';
import { systemClock as clock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { httpFunction } from '../../shared/lambda/http.ts';
import { questionsOf } from '../../shared/providers/provider-questions.ts';
import { decisionEndpoints } from './decision-endpoints.ts';

const env = readEnvironment({ TABLE_NAME: required, ...shopEnvironment, ...httpEnvironment });
const table = dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME);
const httpTo = (origin: string) => fetchHttp({ allowedOrigins: [origin] });

/** Answers every route by which people decide about tasks, matches and differences. */
export const handler = httpFunction({
  ...httpSurroundings(env),
  endpoints: decisionEndpoints({ ...shopSurroundings(env), table, clock, questionsOf, httpTo }),
});
