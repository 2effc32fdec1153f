import { SQSClient } from '@aws-sdk/client-sqs';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { randomIds as ids } from '../../shared/adapters/random-ids.ts';
import { shopEnvironment, shopSurroundings } from '../../shared/adapters/shop-surroundings.ts';
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts';
import { systemClock as clock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { functionLog } from '../../shared/lambda/log.ts';
import { functionMetrics } from '../../shared/lambda/metrics.ts';
import { webhookFunction } from '../../shared/lambda/webhook.ts';
import { receiveEcomWebhook } from './receive-ecom-webhook.ts';

const env = readEnvironment({ ORDERS_QUEUE_URL: required, ...shopEnvironment });
const queue = sqsQueue(new SQSClient(clientSettings), env.ORDERS_QUEUE_URL);
const count = functionMetrics();
const dependencies = { ...shopSurroundings(env), queue, clock, ids, count };
const receive = receiveEcomWebhook(dependencies);

/** Answers `POST /webhooks/ecom/{shopId}/{webhookKey}`. */
export const handler = webhookFunction({ receive, log: functionLog(), count, ids });
