import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { ecomOfShop } from '../../shared/adapters/ecom-of-shop.ts';
import { recordSurroundings } from '../../shared/adapters/record-surroundings.ts';
import { shopEnvironment, shopSurroundings } from '../../shared/adapters/shop-surroundings.ts';
import { systemClock as clock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { orderConsumer } from './order-consumer.ts';

const env = readEnvironment({ TABLE_NAME: required, ...shopEnvironment });
const table = dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME);
const { settings, secrets } = shopSurroundings(env);
const ecomOf = ecomOfShop({ secrets, clock });

/** Reads the order that a message names, and records what eCom shows of it. */
export const handler = orderConsumer(recordSurroundings(table), { table, clock, settings, ecomOf });
