import type { EcomClient } from './ecom-client.ts';
import type { EcomWebhook } from './ecom-schemas.ts';

/** What Avoir must hear of: an order and its documents. A credit note is an invoice. */
export const heardGroups = ['orders', 'invoices', 'returns'] as const;
export type HeardGroup = (typeof heardGroups)[number];

/** How a shop's webhooks stand: which groups Avoir hears of, which not, and what is registered for it that leads nowhere now. */
export type WebhookState = Readonly<{
  heard: readonly HeardGroup[];
  missing: readonly HeardGroup[];
  /** Registered for Avoir at another address: with an old key, or where it was before. */
  stale: readonly number[];
}>;

/** Compares what is registered with what should be. Webhooks of others are none of our business. */
export function webhookState(webhooks: readonly EcomWebhook[], address: string, shopId: string): WebhookState {
  const isOurs = (webhook: EcomWebhook) => webhook.address.includes(`/webhooks/ecom/${shopId}/`);
  const current = webhooks.filter(
    (webhook) => webhook.address === address && webhook.isActive && webhook.format === 'json',
  );
  const hears = (group: HeardGroup) =>
    current.some(({ itemGroup, itemAction }) => itemGroup === group && itemAction === '*');
  return {
    heard: heardGroups.filter(hears),
    missing: heardGroups.filter((group) => !hears(group)),
    stale: webhooks.filter((webhook) => isOurs(webhook) && webhook.address !== address).map(({ id }) => id),
  };
}

/**
 * Registers what is missing, then takes away what leads nowhere. eCom knows no key by which a registration could be
 * repeated, so it is read first; what comes twice is only heard twice.
 */
export async function registerWebhooks(
  client: EcomClient,
  { address, shopId, language }: Readonly<{ address: string; shopId: string; language: string }>,
): Promise<WebhookState> {
  const before = webhookState(await client.webhooks(), address, shopId);
  for (const itemGroup of before.missing)
    await client.registerWebhook({ isActive: true, itemGroup, itemAction: '*', format: 'json', address, language });
  for (const id of before.stale) await client.removeWebhook(id);
  return webhookState(await client.webhooks(), address, shopId);
}
