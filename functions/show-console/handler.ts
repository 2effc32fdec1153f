import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { httpEnvironment, httpSurroundings } from '../../shared/adapters/http-surroundings.ts';
import { bucketOrigin } from '../../shared/adapters/s3-report-files.ts';
import { ssmParameters } from '../../shared/adapters/ssm-parameters.ts';
import { ssmSettings } from '../../shared/adapters/ssm-settings.ts';
import { systemClock as clock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { httpFunction } from '../../shared/lambda/http.ts';
import { consoleEndpoints, problemPage } from './show-console.ts';

const places = { SHOPS_PARAMETER_PATH: required, REPORT_BUCKET_NAME: required, ...httpEnvironment };
const env = readEnvironment({ TABLE_NAME: required, ...places });
const table = dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME);
const settings = ssmSettings(ssmParameters(process.env, env.SHOPS_PARAMETER_PATH));
const uploadOrigin = bucketOrigin(process.env, env.REPORT_BUCKET_NAME);
const endpoints = consoleEndpoints({ table, settings, clock, uploadOrigin });

/** Answers every page of the console, with its script and its style. */
export const handler = httpFunction({ ...httpSurroundings(env), endpoints, problemPage, bodies: 'json_or_form' });
