import type { Finding, ObservedCase } from './observed-case.ts';
import type { Order } from './order.ts';
import type { OrderLedger } from './order-ledger.ts';
import { valueOf } from './order-value.ts';
import type { ReadingOfOrder } from './reading-facts.ts';

/** What somebody has to look at because the order itself is not what it was when its first case was decided. */
export function findingsOfOrder(
  stored: Order,
  now: Order,
  cases: readonly ObservedCase[],
  { ledger, isOrderChanged, capturedLateMinor }: ReadingOfOrder,
): readonly Finding[] {
  if (cases.length === 0) return [];
  const was = valueOf(stored)?.totalMinor ?? 0;
  const is = valueOf(now)?.totalMinor ?? 0;
  return [
    {
      reason: 'order_changed',
      isSo: isOrderChanged,
      amountMinor: Math.abs(was - is),
      evidence: { total_before_minor: was, total_now_minor: is },
    },
    ...lateCaptures(cases, capturedLateMinor),
    ...doubleRestocks(cases, ledger),
  ];
}

/** Money that came in after a case was decided over nothing: somebody decides whether it goes back. */
function lateCaptures(cases: readonly ObservedCase[], capturedLateMinor: number): Finding[] {
  let leftMinor = capturedLateMinor;
  return cases.flatMap(({ caseId, standing, plan }): Finding[] => {
    const coveredMinor = plan.payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const amountMinor = Math.min(leftMinor, plan.totalMinor - coveredMinor);
    if (standing !== 'open' || amountMinor <= 0) return [];
    leftMinor -= amountMinor;
    const evidence = { captured_minor: capturedLateMinor, open_minor: amountMinor };
    return [{ caseId, reason: 'order_changed', subject: 'captured_late', isSo: true, amountMinor, evidence }];
  });
}

/** A return that put pieces back to stock after a credit note of the same line had done so already. */
function doubleRestocks(cases: readonly ObservedCase[], { returned = {} }: OrderLedger): Finding[] {
  const restocked = (orderLineId: string): number =>
    cases
      .filter(({ standing, plan }) => standing === 'open' && plan.updateInventory)
      .flatMap(({ plan }) => plan.lines)
      .filter((line) => line.orderLineId === orderLineId && line.restock)
      .reduce((sum, { quantity }) => sum + quantity, 0);
  return Object.entries(returned).map(([orderLineId, { adjusted, counted }]): Finding => {
    const pieces = Math.min(restocked(orderLineId), Math.max(0, adjusted - counted));
    const evidence = { order_line: orderLineId, pieces };
    return { reason: 'stock_twice', subject: orderLineId, isSo: pieces > 0, evidence };
  });
}
