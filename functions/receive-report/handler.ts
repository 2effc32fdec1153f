import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { httpEnvironment, httpSurroundings } from '../../shared/adapters/http-surroundings.ts';
import { reportEnvironment, reportSurroundings } from '../../shared/adapters/report-surroundings.ts';
import { ssmParameters } from '../../shared/adapters/ssm-parameters.ts';
import { ssmSettings } from '../../shared/adapters/ssm-settings.ts';
import { systemClock as clock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { httpFunction } from '../../shared/lambda/http.ts';
import { reportEndpoints } from './report-endpoints.ts';

const places = { ...reportEnvironment, ...httpEnvironment };
const env = readEnvironment({ TABLE_NAME: required, SHOPS_PARAMETER_PATH: required, ...places });
const table = dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME);
const settings = ssmSettings(ssmParameters(process.env, env.SHOPS_PARAMETER_PATH));
const endpoints = reportEndpoints({ table, settings, clock, ...reportSurroundings(env) });

/** Answers every route about reports and coverage. */
export const handler = httpFunction({ ...httpSurroundings(env), endpoints, bodies: 'file' });
