import type { ProviderPayment } from '../domain/provider-payment.ts';
import type { ProviderRefund } from '../domain/provider-refund.ts';
import type { ProviderAccount } from '../domain/shop-settings.ts';
import type { Http } from '../ports/http.ts';

/** What a provider says: refunds and payments in the normal form. */
export type ProviderFacts = Readonly<{
  refunds: readonly ProviderRefund[];
  payments: readonly ProviderPayment[];
}>;

/** Something that must be asked for, because what came does not prove it or does not say it. */
export type ProviderQuestion = Readonly<{ paymentId: string }> | Readonly<{ refundId: string }>;

/** All payments or refunds of a span of time. Instants, the second excluded. */
export type SpanQuestion = Readonly<{ from: string; to: string }>;

/**
 * What a webhook says. `read`: proven facts, and what must be asked for; `ignored`: genuine, and nothing of ours;
 * `refused`: not proven to come from the provider, or not readable.
 */
export type WebhookReading =
  | Readonly<{ kind: 'read'; facts: ProviderFacts; questions: readonly ProviderQuestion[] }>
  | Readonly<{ kind: 'ignored'; reason: 'test_mode' | 'other_event' }>
  | Readonly<{
      kind: 'refused';
      reason: 'signature_missing' | 'signature_wrong' | 'too_old' | 'from_the_future' | 'unreadable';
    }>;

/** A webhook as it came: header names are lower case, the body is what was signed, to the byte. */
export type ProviderCall = Readonly<{
  headers: Readonly<Record<string, string | undefined>>;
  rawBody: Uint8Array;
}>;

/** What a webhook is read with. `webhookSecrets` are the current one first, then those that still count. */
export type WebhookContext = Readonly<{
  account: string;
  webhookSecrets: readonly string[];
  /** Instant in UTC with milliseconds. */
  now: string;
  /** Reaches the provider's own hosts only. */
  http: Http;
  /** Certificates of the authorities that are trusted, as PEM. */
  trustedRoots: () => readonly string[];
}>;

/** An account that is asked something. `credentials` are by the provider's names (Stripe `secretKey`, Mollie `apiKey`, PayPal
 * `clientId` and `clientSecret`, Klarna `username` and `password`). */
export type AskedAccount = Readonly<{
  connection: Pick<ProviderAccount, 'account' | 'baseUrl'>;
  credentials: Readonly<Record<string, string>>;
  http: Http;
  /** Instant in UTC with milliseconds. */
  now: string;
}>;

/** Reads a webhook of one provider. */
export type ReadWebhook = (call: ProviderCall, context: WebhookContext) => Promise<WebhookReading>;

/** How one provider is asked. What it does not know is no fact. */
export type ProviderQuestions = Readonly<{
  /** Where its API is unless the settings say otherwise. */
  apiOrigin: string;
  /** Throws `ProviderUnavailableError` or `ProviderRefusedError` (`provider-errors.ts`). */
  ask: (question: ProviderQuestion, asked: AskedAccount) => Promise<ProviderFacts>;
  /** Where a provider lists payments by time; missing where it does not. */
  paymentsOf?: (question: SpanQuestion, asked: AskedAccount) => Promise<ProviderFacts>;
  /** Where a provider lists refunds by time or the newest first; all of the span or an error, never a part of it. */
  refundsOf?: (question: SpanQuestion, asked: AskedAccount) => Promise<ProviderFacts>;
}>;

/** Nothing of ours, and nothing to ask for. */
export const otherEvent: WebhookReading = { kind: 'ignored', reason: 'other_event' };
/** Money that is none. */
export const testMode: WebhookReading = { kind: 'ignored', reason: 'test_mode' };

/** A reading with a reason to refuse it. */
export const refusedWebhook = (reason: Extract<WebhookReading, { kind: 'refused' }>['reason']): WebhookReading => ({
  kind: 'refused',
  reason,
});
