import type { ShopId } from '../domain/ids.ts';
import type { MoneyFinding } from '../domain/matching/money-findings.ts';
import { identityOf } from '../domain/provider-refund.ts';
import type { Check, Key, Write } from '../ports/table.ts';
import type { StoredDifference } from '../stores/difference-store.ts';
import { providerRefundKey, taskKey } from '../stores/keys.ts';
import type { GatheredBlock } from './gathered-block.ts';

/** A difference that is written, as far as it says which tasks and refunds it is about. */
export type Grounded = Pick<MoneyFinding | StoredDifference, 'subject' | 'evidence'> &
  Readonly<{ caseId?: string | undefined }>;

/**
 * Holds a transaction to the tasks and refunds that its differences follow from, as they were read. Without that a look
 * that read a refund just before another look matched it would raise what is over already, on a task that nobody looks at
 * again. What the transaction writes anyway is held to its version there.
 */
export function checksOfGrounds(
  shopId: ShopId,
  { tasks, refunds }: Pick<GatheredBlock, 'tasks' | 'refunds'>,
  { differences, writes }: Readonly<{ differences: readonly Grounded[]; writes: readonly Write[] }>,
): readonly Check[] {
  const written = new Set(writes.map((write) => nameOf(write.kind === 'put' ? write.row : write.key)));
  const grounds = differences.flatMap(({ subject, caseId, evidence }) => {
    const named = new Set([evidence?.refundId, evidence?.firstRefundId]);
    return [
      ...[...tasks.values()]
        .filter(({ facts }) => facts.taskId === subject || facts.caseId === caseId)
        .map(({ facts, version }) => ({ key: taskKey(shopId, facts.caseId, facts.payment.paymentNumber), version })),
      ...[...refunds.values()]
        .filter(({ facts }) => identityOf(facts) === subject || named.has(facts.refundId))
        .map(({ facts, version }) => ({ key: providerRefundKey(shopId, identityOf(facts)), version })),
    ];
  });
  const checks = new Map(grounds.map(({ key, version }) => [nameOf(key), checkOf(key, version)]));
  return [...checks].filter(([name]) => !written.has(name)).map(([, check]) => check);
}

const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;

const checkOf = (key: Key, version: number): Check => ({
  kind: 'check',
  key,
  condition: { kind: 'version_equals', version },
});
