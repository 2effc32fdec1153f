import { rootCertificates } from 'node:tls';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { functionLog } from '../lambda/log.ts';
import { functionMetrics } from '../lambda/metrics.ts';
import { certificateHosts } from '../providers/certificate-hosts.ts';
import { webhookReaderOf } from '../providers/provider-webhooks.ts';
import { clientSettings } from './client-settings.ts';
import { dynamoTable } from './dynamo-table.ts';
import { fetchHttp } from './fetch-http.ts';
import { randomIds as ids } from './random-ids.ts';
import { shopSurroundings } from './shop-surroundings.ts';
import { sqsQueue } from './sqs-queue.ts';
import { systemClock as clock } from './system-clock.ts';

/** All that a receiver of providers' webhooks works with. It calls nobody but the hosts that show certificates. */
export const receivingParts = (
  env: Readonly<{ TABLE_NAME: string; RECONCILIATION_QUEUE_URL: string }> & Parameters<typeof shopSurroundings>[0],
) => ({
  ...shopSurroundings(env),
  table: dynamoTable(new DynamoDBClient(clientSettings), env.TABLE_NAME),
  reconciliationQueue: sqsQueue(new SQSClient(clientSettings), env.RECONCILIATION_QUEUE_URL),
  http: fetchHttp({ allowedOrigins: certificateHosts }),
  trustedRoots: () => rootCertificates,
  log: functionLog(),
  count: functionMetrics(),
  webhookReaderOf,
  clock,
  ids,
});
