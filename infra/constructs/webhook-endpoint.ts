import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Route } from '../../shared/lambda/routes.ts';
import type { FunctionSurroundings } from './bundled-function.ts';
import { ForgedWebhooksAlarm } from './forged-webhooks-alarm.ts';
import type { OperatorApi } from './operator-api.ts';
import { readShops, type ShopAccess } from './shop-access.ts';

/** An open route of the API, whose function checks whoever calls, and the queue that it puts hints on. */
export interface WebhookEndpointProps {
  readonly api: OperatorApi;
  readonly functionName: Route['functionName'];
  readonly queue: Queue;
  readonly shops: ShopAccess;
  readonly alarms: FunctionSurroundings['alarms'];
}

/** What a webhook's receiver may do: read the shop's settings and keys, and send a hint. It never touches the table. */
export class WebhookEndpoint extends Construct {
  constructor(scope: Construct, id: string, { api, functionName, queue, shops, alarms }: WebhookEndpointProps) {
    super(scope, id);
    readShops(api.functionOf(functionName).set({ ORDERS_QUEUE_URL: queue.queueUrl }), shops).allow(
      ['sqs:SendMessage'],
      queue.queueArn,
    );
    new ForgedWebhooksAlarm(this, 'Forged', { functionName, alarms });
  }
}
