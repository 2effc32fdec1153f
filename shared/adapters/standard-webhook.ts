import { Webhook } from 'standardwebhooks';

/** What is signed of a webhook: its id, when it is sent (seconds since 1970), and its body to the byte. */
export type WebhookToSign = Readonly<{ id: string; sentAtSeconds: number; body: string }>;

/** Signs a webhook by the rules of Standard Webhooks (standardwebhooks.com), for the header `webhook-signature`. */
export const signWebhook = (secret: string, { id, sentAtSeconds, body }: WebhookToSign): string =>
  new Webhook(secret).sign(id, new Date(sentAtSeconds * 1000), body);
