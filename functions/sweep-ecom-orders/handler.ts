import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { ecomOfShop } from '../../shared/adapters/ecom-of-shop.ts';
import { randomIds as ids } from '../../shared/adapters/random-ids.ts';
import { shopEnvironment, shopSurroundings } from '../../shared/adapters/shop-surroundings.ts';
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts';
import { systemClock as clock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { functionLog } from '../../shared/lambda/log.ts';
import { scheduledFunction } from '../../shared/lambda/scheduled-function.ts';
import { sweepEcomOrders } from './sweep-ecom-orders.ts';

const env = readEnvironment({ TABLE_NAME: required, ORDERS_QUEUE_URL: required, ...shopEnvironment });
const table = dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME);
const queue = sqsQueue(new SQSClient(clientSettings), env.ORDERS_QUEUE_URL);
const { settings, secrets } = shopSurroundings(env);
const dependencies = { table, clock, ids, queue, settings, ecomOf: ecomOfShop({ secrets, clock }) };

/** Looks through each shop's eCom for orders that are to be read. */
export const handler = scheduledFunction(functionLog(), 'ORDERS_SWEPT', () => sweepEcomOrders(dependencies));
