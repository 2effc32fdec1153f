import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { MatchingTask } from '../../../../../shared/domain/matching/matching-rows.ts';
import type { ProviderPayment } from '../../../../../shared/domain/provider-payment.ts';
import type { ProviderRefund } from '../../../../../shared/domain/provider-refund.ts';
import { aPayment, aRefund, aTask, type MatchingCase, matchCase, type NamedVerdict } from './matching-cases.ts';

// Few values of everything, so that rows collide in every way.
const day = fc.integer({ min: 1, max: 9 }).map((number) => `2026-11-0${number}T12:00:00Z`);
const amountMinor = fc.constantFrom(100, 200, 300, 400, 500, 700, 1000);
const paymentId = fc.option(fc.constantFrom('P-1', 'P-2', 'P-3'), { nil: undefined });
const order = fc.constantFrom('ORD1', 'ORD2', 'ORD3');
const customerName = fc.constantFrom(undefined, 'Jan Voorbeeld', 'J Voorbeeld', 'Piet Ander');
const currency = fc.constantFrom('EUR', 'EUR', 'EUR', 'USD');

const tasks = fc
  .array(
    fc.record({
      amountMinor,
      currency,
      paymentId,
      customerName,
      issuedAt: day,
      orderNumber: fc.option(order, { nil: undefined }),
    }),
    {
      maxLength: 8,
    },
  )
  .map((all): MatchingTask[] =>
    all.map((task, index) => aTask({ ...task, taskId: `CN-${index}`, orderTotalMinor: 1000, paidAt: '2026-11-01' })),
  );
const refunds = fc
  .array(
    fc.record({
      amountMinor,
      currency,
      paymentId,
      customerName,
      createdAt: day,
      kind: fc.constantFrom(
        'refund' as const,
        'refund' as const,
        'refund' as const,
        'chargeback' as const,
        'returned' as const,
      ),
      status: fc.constantFrom(
        'done' as const,
        'done' as const,
        'done' as const,
        'pending' as const,
        'failed' as const,
        'returned' as const,
      ),
      references: fc.array(order, { maxLength: 2 }),
    }),
    { maxLength: 8 },
  )
  .map((all): ProviderRefund[] =>
    all.map((refund, index) => aRefund({ ...refund, refundId: `R-${index}`, statusAt: refund.createdAt })),
  );
const payments = fc
  .subarray(['P-1', 'P-2', 'P-3'] as const)
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc
          .record({ references: fc.array(order, { maxLength: 1 }), customerName })
          .map(
            (rest): ProviderPayment =>
              aPayment({ ...rest, paymentId: id, amountMinor: 1000, paidAt: '2026-11-01T10:00:00Z' }),
          ),
      ),
    ),
  );
const cases = fc.record({ tasks, refunds, payments, rules: fc.record({ nameRule: fc.boolean() }) });

const matchedIn = (verdicts: readonly NamedVerdict[]) => verdicts.filter(({ verdict }) => verdict === 'matched');
const amountOf = (input: MatchingCase, id: string | undefined): number =>
  input.tasks?.find(({ taskId }) => taskId === id)?.amountMinor ??
  input.refunds?.find(({ refundId }) => refundId === id)?.amountMinor ??
  Number.NaN;

/** Matched pairs by what they settle together: a pair alone, or a group. */
function settlements(verdicts: readonly NamedVerdict[]) {
  return Object.values(
    Object.groupBy(matchedIn(verdicts), ({ group, task }) => (group === 0 ? `pair ${task}` : `group ${group}`)),
  )
    .filter((pairs) => pairs !== undefined)
    .map((pairs) => ({
      tasks: new Set(pairs.map(({ task }) => task)),
      refunds: new Set(pairs.map(({ refund }) => refund)),
    }));
}

describe('matching', () => {
  test.prop([cases])('gives every task and every refund a verdict', (input) => {
    const verdicts = matchCase(input);
    const named = new Set(
      verdicts.flatMap(({ task, refund, otherRefund, verdict }) => [
        task,
        refund,
        verdict === 'refund_returned' ? otherRefund : undefined,
      ]),
    );

    expect(input.tasks.filter(({ taskId }) => !named.has(taskId))).toEqual([]);
    expect(input.refunds.filter(({ refundId }) => !named.has(refundId))).toEqual([]);
  });

  test.prop([cases])('uses no refund twice and settles no task twice', (input) => {
    const groups = settlements(matchCase(input));
    const uses = groups.flatMap(({ tasks: ofGroup, refunds: used }) => [...ofGroup, ...used]);

    expect(new Set(uses).size).toBe(uses.length);
  });

  test.prop([cases])('matches only what adds up exactly, in one currency', (input) => {
    const currencies = new Map([
      ...input.tasks.map((task) => [task.taskId, task.currency] as const),
      ...input.refunds.map((refund) => [refund.refundId, refund.currency] as const),
    ]);
    for (const { tasks: settled, refunds: used } of settlements(matchCase(input))) {
      const sum = (ids: ReadonlySet<string | undefined>) =>
        [...ids].reduce((total, id) => total + amountOf(input, id), 0);

      expect(sum(settled)).toBe(sum(used));
      expect(new Set([...settled, ...used].map((id) => currencies.get(id ?? ''))).size).toBe(1);
    }
  });

  test.prop([cases])(
    'neither matches nor proposes a refund that did not happen, or one that already settles a task',
    (input) => {
      const verdicts = matchCase(input);
      const statusOf = new Map(input.refunds.map((refund) => [refund.refundId, `${refund.kind} ${refund.status}`]));
      const matched = new Set(matchedIn(verdicts).map(({ refund }) => refund));
      const proposed = verdicts.filter(({ verdict }) => verdict === 'proposed');

      expect(
        [...matched, ...proposed.map(({ refund }) => refund)].filter((id) => statusOf.get(id ?? '') !== 'refund done'),
      ).toEqual([]);
      expect(proposed.filter(({ refund }) => matched.has(refund))).toEqual([]);
    },
  );

  test.prop([cases, fc.integer()])('gives the same bytes for any order of the input', (input, seed) => {
    const shuffled = <Item>(items: readonly Item[]): Item[] =>
      items
        .map((item, index) => ({ item, key: Math.imul(index + 1, seed | 1) }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ item }) => item);
    const other = {
      ...input,
      tasks: shuffled(input.tasks),
      refunds: shuffled(input.refunds),
      payments: shuffled(input.payments),
    };

    expect(JSON.stringify(matchCase(other))).toBe(JSON.stringify(matchCase(input)));
  });

  test.prop([cases])('is stable when a match is revoked and everything runs again', (input) => {
    const [revoked] = matchedIn(matchCase(input));
    const rejected = revoked === undefined ? [] : [{ taskId: revoked.task ?? '', refundId: revoked.refund ?? '' }];
    const again = matchCase({ ...input, rules: { ...input.rules, rejected } });

    expect(
      again.some(
        ({ task, refund, verdict }) =>
          (verdict === 'matched' || verdict === 'proposed') && task === revoked?.task && refund === revoked?.refund,
      ),
    ).toBe(false);
    expect(matchCase({ ...input, rules: { ...input.rules, rejected } })).toEqual(again);
  });
});
