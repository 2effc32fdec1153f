import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { eventbridgeBus } from '../../shared/adapters/eventbridge-bus.ts';
import { httpEnvironment, httpSurroundings } from '../../shared/adapters/http-surroundings.ts';
import { ssmParameters } from '../../shared/adapters/ssm-parameters.ts';
import { ssmSettings } from '../../shared/adapters/ssm-settings.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { httpFunction } from '../../shared/lambda/http.ts';
import { republishEndpoint } from './republish-endpoint.ts';

const names = { TABLE_NAME: required, EVENT_BUS_NAME: required, SHOPS_PARAMETER_PATH: required };
const env = readEnvironment({ ...names, ...httpEnvironment });
const table = dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME);
const bus = eventbridgeBus(new EventBridgeClient(clientSettings), env.EVENT_BUS_NAME);
const settings = ssmSettings(ssmParameters(process.env, env.SHOPS_PARAMETER_PATH));
const endpoint = republishEndpoint({ table, bus, settings, clock: systemClock });
const endpoints = { 'POST /shops/{shopId}/events/republish': endpoint };
/** Answers `POST /shops/{shopId}/events/republish`. */
export const handler = httpFunction({ ...httpSurroundings(env), endpoints });
