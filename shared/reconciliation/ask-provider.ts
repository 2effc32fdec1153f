import type { ShopId } from '../domain/ids.ts';
import type { ProviderRefund } from '../domain/provider-refund.ts';
import type { Clock } from '../ports/clock.ts';
import type { Http } from '../ports/http.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Settings } from '../ports/settings.ts';
import type { Table } from '../ports/table.ts';
import { ProviderRefusedError } from '../providers/provider-errors.ts';
import type { AskedAccount, ProviderFacts, ProviderQuestions, SpanQuestion } from '../providers/provider-words.ts';
import { readRefund } from '../stores/provider-refund-store.ts';
import type { AskProviderMessage } from '../stores/reconciliation-message.ts';
import { reconciledShop } from './reconciled-shop.ts';
import { recordProviderFacts } from './record-provider-facts.ts';

/** What asking needs. `httpTo` reaches one origin only. */
export type AskProviderDependencies = Readonly<{
  table: Table;
  settings: Settings;
  secrets: Secrets;
  clock: Clock;
  questionsOf: (provider: string) => ProviderQuestions | undefined;
  httpTo: (origin: string) => Http;
}>;

/**
 * Asks a provider about one payment or refund and keeps what it says. Asked again it writes how much of a payment was
 * given back by now, and nothing of a refund that stands as it did.
 * A provider that cannot answer now fails the message, which comes back; one that refuses lets it end as a dead letter.
 */
export function askProvider(
  dependencies: AskProviderDependencies,
  { question, ...account }: Pick<AskProviderMessage, 'shopId' | 'provider' | 'account' | 'question'>,
): Promise<void> {
  return askAndKeep(dependencies, account, (questions, asked) => questions.ask(question, asked));
}

/** Asks a provider for the payments of a span and keeps them, as {@link askProvider} does; one without such a list refuses. */
export function askForPayments(
  dependencies: AskProviderDependencies,
  { question, ...account }: AskedAt & Readonly<{ question: SpanQuestion }>,
): Promise<void> {
  return askAndKeep(dependencies, account, ({ paymentsOf }, asked) => {
    if (paymentsOf === undefined) throw new ProviderRefusedError('This provider lists no payments.');
    return paymentsOf(question, asked);
  });
}

/** Asks a provider for the refunds of a span and keeps them, as {@link askProvider} does; one without such a list refuses. */
export function askForRefundsOf(
  dependencies: AskProviderDependencies,
  { question, ...account }: AskedAt & Readonly<{ question: SpanQuestion }>,
): Promise<void> {
  return askAndKeep(dependencies, account, ({ refundsOf }, asked) => {
    if (refundsOf === undefined) throw new ProviderRefusedError('This provider lists no refunds.');
    return refundsOf(question, asked);
  });
}

type AskedAt = Pick<AskProviderMessage, 'shopId' | 'provider' | 'account'>;

async function askAndKeep(
  { table, settings, secrets, clock, questionsOf, httpTo }: AskProviderDependencies,
  { shopId, provider, account }: AskedAt,
  ask: (questions: ProviderQuestions, asked: AskedAccount) => Promise<ProviderFacts>,
): Promise<void> {
  const shop = await reconciledShop(settings, shopId);
  const questions = questionsOf(provider);
  const connection = shop.providers.find((each) => each.provider === provider && each.account === account);
  if (questions === undefined || connection === undefined)
    throw new ProviderRefusedError('This account cannot be asked.');
  const keys = (await secrets.ofShop(shopId)).providers.find(
    (each) => each.provider === provider && each.account === account,
  );
  const http = httpTo(new URL(connection.baseUrl ?? questions.apiOrigin).origin);
  const now = clock.now();
  const facts = await ask(questions, { connection, credentials: keys?.credentials ?? {}, http, now });
  const refunds = await Promise.all(facts.refunds.map((refund) => asKnown(table, shopId, refund)));
  await recordProviderFacts(table, { ...facts, refunds, shop, channel: 'poll', now });
}

/** Whoever is asked says how a refund stands and not since when: one that stands as it did has not changed. */
async function asKnown(table: Table, shopId: ShopId, refund: ProviderRefund): Promise<ProviderRefund> {
  const known = (await readRefund(table, shopId, refund))?.facts;
  const isSame = known?.status === refund.status && known.kind === refund.kind;
  return isSame ? { ...refund, statusAt: known.statusAt } : refund;
}
