import type { ShopId } from '../../shared/domain/ids.ts';
import type { Count } from '../../shared/lambda/metrics.ts';
import { type HttpAnswer, ProblemError } from '../../shared/lambda/problem.ts';
import type { WebhookCall } from '../../shared/lambda/webhook.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Http } from '../../shared/ports/http.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { ProviderSecrets, Secrets } from '../../shared/ports/secrets.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Table } from '../../shared/ports/table.ts';
import type {
  ProviderQuestion,
  ReadWebhook,
  WebhookContext,
  WebhookReading,
} from '../../shared/providers/provider-words.ts';
import { recordProviderFacts } from '../../shared/reconciliation/record-provider-facts.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';
import type { AskProviderMessage } from '../../shared/stores/reconciliation-message.ts';
import { isAnyOf } from '../../shared/webhooks/same-secret.ts';

/** What receiving needs. */
export type ReceiveDependencies = Readonly<{
  settings: Settings;
  secrets: Secrets;
  table: Table;
  reconciliationQueue: Queue;
  clock: Clock;
  http: Http;
  count: Count;
  webhookReaderOf: (provider: string) => ReadWebhook | undefined;
  trustedRoots: () => readonly string[];
}>;

const accepted: HttpAnswer = { status: 202, body: {} };

// A shop that does not exist, a provider that it does not have and a key that is wrong look the same from outside.
const unknownAddress = (): ProblemError => new ProblemError(404, 'unknown_address', 'There is nothing here.');

/**
 * Takes a webhook of a provider: which account is it of (the key in its path says so), is it genuine, and what does it say.
 * What is proven is stored before it is answered, so an answer means that it is kept; without one the provider sends again.
 */
export function receiveProviderWebhook(dependencies: ReceiveDependencies) {
  return (call: WebhookCall): Promise<HttpAnswer> => receive(dependencies, call);
}

async function receive(dependencies: ReceiveDependencies, call: WebhookCall): Promise<HttpAnswer> {
  const { settings, table, clock, count, webhookReaderOf } = dependencies;
  const { data: shopId } = shopIdSchema.safeParse(call.path.shopId);
  const shop = shopId && (await settings.shop(shopId));
  const readWebhook = webhookReaderOf(call.path.provider ?? '');
  if (!(shop && shopId && readWebhook)) throw unknownAddress();
  const { account, webhookSecrets } = await accountOf(dependencies, call, shopId);
  const now = clock.now();
  const reading = await readBy(readWebhook, dependencies, call, { account, webhookSecrets, now });
  switch (reading.kind) {
    case 'ignored':
      return accepted;
    case 'refused':
      count('WebhooksForged');
      throw refusal(reading);
    case 'read': {
      await recordProviderFacts(table, { ...reading.facts, shop: { ...shop, shopId }, channel: 'webhook', now });
      await ask(dependencies, reading.questions, { shopId, provider: call.path.provider ?? '', account });
      return accepted;
    }
  }
}

const readBy = (
  readWebhook: ReadWebhook,
  { http, trustedRoots }: ReceiveDependencies,
  call: WebhookCall,
  context: Pick<WebhookContext, 'account' | 'webhookSecrets' | 'now'>,
): Promise<WebhookReading> => readWebhook(call, { ...context, http, trustedRoots });

/** What must be asked for is left to the reconciliation queue: the provider waits for an answer only so long. */
async function ask(
  { reconciliationQueue }: ReceiveDependencies,
  questions: readonly ProviderQuestion[],
  about: Pick<AskProviderMessage, 'shopId' | 'provider' | 'account'>,
): Promise<void> {
  if (questions.length === 0) return;
  const messages = questions.map((question): AskProviderMessage => ({ kind: 'ask_provider', ...about, question }));
  await reconciliationQueue.send(messages.map((message) => ({ body: JSON.stringify(message) })));
}

/** The account whose key the path carries. Every key of the provider is compared, so that the time says nothing. */
async function accountOf(
  { secrets, count }: ReceiveDependencies,
  { path }: WebhookCall,
  shopId: ShopId,
): Promise<ProviderSecrets> {
  const { providers } = await secrets.ofShop(shopId);
  const ofProvider = providers.filter(({ provider }) => provider === path.provider);
  const [found] = ofProvider.filter(({ webhookKeys }) => isAnyOf([path.webhookKey ?? ''], webhookKeys));
  if (found === undefined) {
    count('WebhooksForged');
    throw unknownAddress();
  }
  return found;
}

function refusal({ reason }: Extract<WebhookReading, { kind: 'refused' }>): ProblemError {
  return reason === 'unreadable'
    ? new ProblemError(400, 'unreadable', 'The body is not one of this provider.')
    : new ProblemError(401, reason, 'The signature does not prove who sent this.');
}
