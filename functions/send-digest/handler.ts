import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { digestMadeV1 } from '../../events/digest-made.v1.ts';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { fetchHttp } from '../../shared/adapters/fetch-http.ts';
import { recordSurroundings } from '../../shared/adapters/record-surroundings.ts';
import { shopEnvironment, shopSurroundings } from '../../shared/adapters/shop-surroundings.ts';
import { snsNotifier } from '../../shared/adapters/sns-notifier.ts';
import { signWebhook } from '../../shared/adapters/standard-webhook.ts';
import { systemClock as clock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { eventConsumer } from '../../shared/lambda/event-consumer.ts';
import { sendDigest } from './send-digest.ts';

const env = readEnvironment({ TABLE_NAME: required, DIGEST_TOPIC_ARN: required, ...shopEnvironment });
const table = dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME);
const notifier = snsNotifier(process.env, env.DIGEST_TOPIC_ARN);
const httpTo = (origin: string) => fetchHttp({ allowedOrigins: [origin] });
const dependencies = { ...shopSurroundings(env), table, clock, notifier, httpTo, signWebhook };
const handle = (event: Parameters<typeof sendDigest>[1]) => sendDigest(dependencies, event);

/** Sends the digest of a shop's day. */
export const handler = eventConsumer({ ...recordSurroundings(table), event: digestMadeV1, handle });
