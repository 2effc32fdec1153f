import { orderHintIn } from '../../shared/ecom/webhook-hint.ts';
import { signatureVerdict } from '../../shared/ecom/webhook-signature.ts';
import type { Count } from '../../shared/lambda/metrics.ts';
import { type HttpAnswer, ProblemError } from '../../shared/lambda/problem.ts';
import type { WebhookCall } from '../../shared/lambda/webhook.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Ids } from '../../shared/ports/ids.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { Secrets } from '../../shared/ports/secrets.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';
import { outgoingObservation } from '../../shared/stores/observe-order-message.ts';
import { isAnyOf } from '../../shared/webhooks/same-secret.ts';

/** What receiving needs. */
export type ReceiveDependencies = Readonly<{
  settings: Settings;
  secrets: Secrets;
  queue: Queue;
  clock: Clock;
  ids: Ids;
  count: Count;
}>;

const accepted: HttpAnswer = { status: 202, body: {} };

// A shop that does not exist and a key that is wrong look the same from outside.
const unknownAddress = (): ProblemError => new ProblemError(404, 'unknown_address', 'There is nothing here.');

/**
 * Takes a webhook of eCom: is the key right, is the signature (only counted, or demanded, as the shop wants it), and
 * which order is it about. The body is a hint and goes no further than its order's id; everything is read from eCom.
 */
export function receiveEcomWebhook(dependencies: ReceiveDependencies) {
  return (call: WebhookCall): Promise<HttpAnswer> => receive(dependencies, call);
}

async function receive(
  { settings, secrets, queue, clock, ids, count }: ReceiveDependencies,
  { path, headers, rawBody }: WebhookCall,
): Promise<HttpAnswer> {
  const { data: shopId } = shopIdSchema.safeParse(path.shopId);
  const shop = shopId && (await settings.shop(shopId));
  if (!(shop?.ecom && shopId)) throw unknownAddress();
  const { ecom: keys } = await secrets.ofShop(shopId);
  if (!(keys && isAnyOf([path.webhookKey ?? ''], keys.webhookKeys))) {
    count('WebhooksForged');
    throw unknownAddress();
  }
  const verdict = signatureVerdict(rawBody, headers['x-signature'], keys.apiSecret);
  if (verdict === 'wrong') count('WebhooksForged');
  if (verdict !== 'good' && shop.ecom.signature === 'enforce')
    throw new ProblemError(401, 'signature_wrong', 'The signature is missing or wrong.');

  const ecomOrderId = orderHintIn(jsonOf(rawBody));
  if (ecomOrderId === 'unreadable')
    throw new ProblemError(400, 'unreadable', 'The body names no order, invoice or return.');
  // Not of an order: an invoice that stands alone.
  if (ecomOrderId === undefined) return accepted;
  const message = { kind: 'observe_order', shopId, ecomOrderId, heardAt: clock.now(), source: 'webhook' } as const;
  await queue.send([outgoingObservation(message, ids.next('observation'))]);
  return accepted;
}

function jsonOf(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(rawBody));
  } catch {
    // Neither JSON nor UTF-8, which no schema takes for a body.
    return undefined;
  }
}
