import { receivingParts } from '../../shared/adapters/provider-receiving.ts';
import { shopEnvironment } from '../../shared/adapters/shop-surroundings.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { webhookFunction } from '../../shared/lambda/webhook.ts';
import { receiveProviderWebhook } from './receive-provider-webhook.ts';

const env = readEnvironment({ TABLE_NAME: required, RECONCILIATION_QUEUE_URL: required, ...shopEnvironment });
const parts = receivingParts(env);

/** Answers `POST /webhooks/providers/{provider}/{shopId}/{webhookKey}`. */
export const handler = webhookFunction({ ...parts, receive: receiveProviderWebhook(parts) });
