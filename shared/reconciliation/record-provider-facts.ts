import type { OrderNumber, ShopId } from '../domain/ids.ts';
import { mergedPayments, type ProviderPayment } from '../domain/provider-payment.ts';
import { merged, type ProviderRefund } from '../domain/provider-refund.ts';
import { isExplained, judgedAtOf } from '../domain/seen-refund.ts';
import type { ShopSettings } from '../domain/shop-settings.ts';
import { nextLookAt } from '../domain/task-checks.ts';
import { ConditionRefusedError, type Put, type Table } from '../ports/table.ts';
import { readPayment, type StoredPayment, writeOfPayment } from '../stores/provider-payment-store.ts';
import { type ProviderChannel, readRefund, type StoredRefund, writeOfRefund } from '../stores/provider-refund-store.ts';
import { isSameContent } from '../stores/same-content.ts';
import { orderNamedIn } from './order-named-in.ts';

/** What a provider said, by one channel. */
export type ProviderWord = Readonly<{
  shop: Pick<ShopSettings, 'orderPrefix' | 'noteGraceHours'> & Readonly<{ shopId: ShopId }>;
  refunds: readonly ProviderRefund[];
  payments: readonly ProviderPayment[];
  channel: ProviderChannel;
  /** Instant in UTC with milliseconds. */
  now: string;
}>;

/** The same row was changed by others again and again; whoever asked may ask again. */
class ProviderFactContendedError extends Error {
  override readonly name = 'ProviderFactContendedError';
}

const mostAttempts = 8;

/**
 * Keeps what a provider said: one row for each refund and each payment, whatever the channel, the order and the number of
 * times it is told. What is already known writes nothing; a refund that stands otherwise carries the event that says so.
 */
export async function recordProviderFacts(table: Table, word: ProviderWord): Promise<void> {
  // Payments first, so that whoever hears of a refund finds its payment.
  for (const payment of word.payments) await keep(() => writeIfNew(table, word, payment));
  for (const refund of word.refunds) await keep(() => writeIfOther(table, word, refund));

  async function keep(decide: () => Promise<Put | undefined>): Promise<void> {
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      const put = await decide();
      if (put === undefined) return;
      try {
        await table.put(put.row, put.condition);
        return;
      } catch (error) {
        // Somebody else wrote it meanwhile, perhaps this very call: what is there decides.
        if (!(error instanceof ConditionRefusedError)) throw error;
      }
    }
    throw new ProviderFactContendedError('The row was changed by others again and again.');
  }
}

async function writeIfNew(table: Table, { shop }: ProviderWord, payment: ProviderPayment): Promise<Put | undefined> {
  const known = await readPayment(table, shop.shopId, payment);
  // Merged with itself it has the form in which the same word again changes nothing.
  const facts = mergedPayments(known?.facts ?? payment, payment);
  if (known !== undefined && isSameContent(known.facts, facts)) return undefined;
  const namedOrder = await namedBy(table, shop, facts, known);
  return writeOfPayment(shop.shopId, { ...known, facts, namedOrder }, known);
}

async function namedBy(
  table: Table,
  shop: ProviderWord['shop'],
  facts: ProviderPayment,
  known: StoredPayment | undefined,
): Promise<OrderNumber | undefined> {
  if (known && isSameContent(known.facts.references, facts.references)) return known.namedOrder;
  return orderNamedIn(table, shop, facts.references);
}

async function writeIfOther(
  table: Table,
  { shop, channel, now }: ProviderWord,
  refund: ProviderRefund,
): Promise<Put | undefined> {
  const known = await readRefund(table, shop.shopId, refund);
  const facts = merged(known?.facts ?? refund, refund);
  const isUnchanged = known !== undefined && isSameContent(known.facts, facts);
  if (isUnchanged && known.seenAt[channel] !== undefined) return undefined;
  const firstSeenAt = known?.firstSeenAt ?? now;
  const allocations = known?.allocations ?? [];
  const nextCheckAt = isExplained({ facts, allocations })
    ? undefined
    : nextLookAt(firstSeenAt, judgedAtOf(facts, shop.noteGraceHours), now);
  const next: Omit<StoredRefund, 'version'> = {
    facts,
    allocations,
    firstSeenAt,
    nextCheckAt: isUnchanged ? known.nextCheckAt : nextCheckAt,
    seenAt: { [channel]: now, ...known?.seenAt },
    event: known?.event,
  };
  return writeOfRefund(shop.shopId, next, { known, ...(!isUnchanged && { seenNow: now }) });
}
