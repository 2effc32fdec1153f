import type { DigestMadeV1 } from '../../events/digest-made.v1.ts';
import type { ShopId } from '../../shared/domain/ids.ts';
import { instantAt, millisecondsOf } from '../../shared/domain/instants.ts';
import type { DigestSettings, ShopSettings } from '../../shared/domain/shop-settings.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Http } from '../../shared/ports/http.ts';
import type { Notifier } from '../../shared/ports/notifier.ts';
import type { Secrets } from '../../shared/ports/secrets.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Table } from '../../shared/ports/table.ts';
import { type DigestWay, noteDigestSent, readSentDigest } from '../../shared/stores/digest-store.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';
import { digestMail } from '../../shared/texts/digest-texts.ts';

/** What sending needs. `httpTo` reaches one origin only. */
export type SendDigestDependencies = Readonly<{
  table: Table;
  clock: Clock;
  settings: Settings;
  secrets: Secrets;
  notifier: Notifier;
  httpTo: (origin: string) => Http;
  /** Signs by the rules of Standard Webhooks. */
  signWebhook: (secret: string, webhook: Readonly<{ id: string; sentAtSeconds: number; body: string }>) => string;
}>;

/** The other side did not take the webhook; it is tried again, and ends as a dead letter. */
export class WebhookNotTakenError extends Error {
  override readonly name = 'WebhookNotTakenError';
}

const timeoutMilliseconds = 5_000;

/**
 * Sends the digest of a day by mail and, where the shop names an address, as a signed webhook. Each way is noted once it was
 * taken, so that a repetition sends only what has not gone yet; a crash between the two sends it a second time, under the same
 * id. A shop that wants no digest any more gets none.
 */
export async function sendDigest(
  dependencies: SendDigestDependencies,
  { metadata, data }: DigestMadeV1,
): Promise<void> {
  const { table, clock, settings } = dependencies;
  const shopId = shopIdSchema.parse(metadata.shopId);
  const shop = await settings.shop(shopId);
  if (shop?.digest === undefined) return;
  const { digest } = shop;
  const sent = (await readSentDigest(table, shopId, data.day)) ?? { schema: 1 };
  const once = async (way: DigestWay, send: () => Promise<void>): Promise<void> => {
    if (sent[way] !== undefined) return;
    await send();
    await noteDigestSent(table, shopId, { day: data.day, way, at: clock.now() });
  };
  await once('mailedAt', () => mail(dependencies, { shop, digest, data }));
  const { webhookUrl } = digest;
  if (webhookUrl === undefined) return;
  await once('postedAt', () => post(dependencies, { shopId, webhookUrl, metadata, data }));
}

type ToMail = Readonly<{ shop: ShopSettings; digest: DigestSettings; data: DigestMadeV1['data'] }>;

function mail({ notifier }: SendDigestDependencies, { shop, digest: { language }, data }: ToMail): Promise<void> {
  const reader = { language, locale: `${language}-${shop.country}` };
  return notifier.tell({ shopId: shop.shopId, ...digestMail(data, shop.name, reader) });
}

type ToPost = Readonly<{ shopId: ShopId; webhookUrl: string } & Pick<DigestMadeV1, 'metadata' | 'data'>>;

/** By the rules of Standard Webhooks: id, time and signature stand in the headers, signed with each key that still counts. */
async function post(
  { clock, secrets, httpTo, signWebhook }: SendDigestDependencies,
  { shopId, webhookUrl, metadata, data }: ToPost,
): Promise<void> {
  const { digestSecrets = [] } = await secrets.ofShop(shopId);
  if (digestSecrets.length === 0)
    throw new WebhookNotTakenError('The settings have no secret to sign the digest with.');
  const { eventId: id } = metadata;
  const sentAtSeconds = Math.floor(millisecondsOf(clock.now()) / 1000);
  const timestamp = instantAt(sentAtSeconds * 1000);
  const body = JSON.stringify({ type: 'digest.v1', timestamp, data: { shopId, ...data } });
  const signatures = digestSecrets.map((secret) => signWebhook(secret, { id, sentAtSeconds, body }));
  const { status } = await httpTo(new URL(webhookUrl).origin).send({
    method: 'POST',
    url: webhookUrl,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(sentAtSeconds),
      'webhook-signature': signatures.join(' '),
    },
    body,
    timeoutMilliseconds,
  });
  if (status < 200 || status > 299) throw new WebhookNotTakenError(`The webhook was answered with ${status}.`);
}
