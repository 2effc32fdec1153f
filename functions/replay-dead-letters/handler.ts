import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { eventbridgeBus } from '../../shared/adapters/eventbridge-bus.ts';
import { httpEnvironment, httpSurroundings } from '../../shared/adapters/http-surroundings.ts';
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { httpFunction } from '../../shared/lambda/http.ts';
import { replayEndpoints } from './replay-endpoints.ts';
import { replayQueues } from './replay-queues.ts';

const names = { TABLE_NAME: required, EVENT_BUS_NAME: required, REPLAY_QUEUES: required };
const env = readEnvironment({ ...names, ...httpEnvironment });
const surroundings = httpSurroundings(env);
const table = dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME);
const bus = eventbridgeBus(new EventBridgeClient(clientSettings), env.EVENT_BUS_NAME);
const sqs = new SQSClient(clientSettings);
const queues = replayQueues(env.REPLAY_QUEUES, (url) => sqsQueue(sqs, url));
const endpoints = replayEndpoints({ table, bus, queues, clock: systemClock, ids: surroundings.ids });
/** Answers every route about single dead letters and their replays. */
export const handler = httpFunction({ ...surroundings, endpoints });
