import type { Fact, Finding, ObservedCase, Recorded } from './observed-case.ts';
import { afterReturning, type OrderLedger } from './order-ledger.ts';
import { type FactGround, notAllowedFinding, recordNew } from './record-fact.ts';
import { takingOf } from './refund-plan.ts';

/** What tells the difference of a refund that an app may make a second time from those of refunds that were seen twice. */
export const mayRefundAgain = 'may_refund_a_second_time';

/** What nobody has to look at any more once the fact is gone. */
const withdrawnReasons = ['credit_note_not_allowed', 'credit_note_total_differs'] as const;

/**
 * A fact is gone from eCom: its credit note was deleted. What it took is free again, unless its refund was seen: that
 * money has left, and is a refund without a credit note now.
 */
export function withdrawalOf(ledger: OrderLedger, known: ObservedCase): Recorded {
  const { caseId, plan, standing, isRefundSeen } = known;
  const after = { ...known, standing: 'withdrawn', reasons: undefined } as const;
  const cards = plan.payments.filter(({ kind }) => kind === 'gift_card');
  const findings: Finding[] = [
    ...withdrawnReasons.map((reason) => gone(reason, known)),
    ...cards.map((card) => ({ ...gone('gift_card_not_restored', known), subject: String(card.paymentNumber) })),
  ];
  const restocked = plan.lines.filter(({ restock, quantity }) => restock && quantity > 0);
  if (standing === 'open' && plan.updateInventory && restocked.length > 0) {
    const pieces = restocked.reduce((sum, { quantity }) => sum + quantity, 0);
    const amountMinor = restocked.reduce((sum, line) => sum + line.amountMinor, 0);
    const evidence = { credit_note: 'deleted', pieces };
    findings.push({ caseId, reason: 'stock_wrong_quantity', subject: 'deleted', isSo: true, amountMinor, evidence });
  }
  if (isRefundSeen) {
    const amountMinor = plan.payments.reduce((sum, payment) => sum + payment.amountMinor, 0);
    const evidence = { credit_note: 'deleted' };
    findings.push({ caseId, reason: 'refund_without_credit_note', isSo: true, amountMinor, evidence });
  }
  const holds = standing === 'attached' || isRefundSeen || isCopied(known);
  return { ledger: holds ? ledger : afterReturning(ledger, takingOf(caseId, plan)), after, findings };
}

// The payment has passed to the copy: nothing of that is undone by itself.
const isCopied = ({ plan }: ObservedCase): boolean => plan.notes.includes('order_copied');

/** What a known case becomes by what eCom says of it now; `undefined` when that is nothing new. */
export function changeOf(
  ground: FactGround,
  ledger: OrderLedger,
  known: ObservedCase,
  fact: Fact,
): Recorded | undefined {
  if (known.fact === undefined) return firstSight(ledger, known, fact);
  if (known.fact.hash === fact.version.hash) return undefined;

  const after = { ...known, fact: fact.version };
  const findings = moneyFindings(known, fact);
  if (known.fact.contentHash === fact.version.contentHash) return { ledger, after, findings };
  if (known.isRefundSeen || known.standing === 'copy_suspected' || isCopied(known)) {
    return { ledger, after, findings: [...findings, totalFinding(known, fact)] };
  }
  const again = recordNew(ground, afterReturning(ledger, takingOf(known.caseId, known.plan)), fact);
  if (again.after.standing === 'open' || again.after.standing === 'history') {
    // What is recorded as history raises nothing; what was corrected in eCom leaves the list.
    const findingsNow = known.standing === 'open' ? [...again.findings, ...stockFindings(known, again.after)] : [];
    return {
      ledger: again.ledger,
      after: { ...again.after, standing: known.standing },
      findings: [...findings, ...findingsNow],
    };
  }
  // What follows from the former version is on its way; the new one is not let pass, and a person looks at both.
  const objected = notAllowedFinding(fact, again.after);
  return { ledger, after, findings: [...findings, objected, totalFinding(known, fact)] };
}

/** A case that was asked for is seen in eCom for the first time: eCom's total is compared with what was decided. */
function firstSight(ledger: OrderLedger, known: ObservedCase, fact: Fact): Recorded {
  const after = { ...known, fact: fact.version };
  return { ledger, after, findings: [totalFinding(known, fact)] };
}

/**
 * Whether a case can be decided again: it was objected to, and what stood in its way may be gone; or it was attached to
 * a cancellation that is gone.
 */
export const isDecidedAgain = ({ standing, attachedTo }: ObservedCase, { cancelledBy }: OrderLedger): boolean =>
  standing === 'not_allowed' || (standing === 'attached' && attachedTo !== cancelledBy);

/** Whether a case that was decided again is what it was before. */
export const isAsBefore = (known: ObservedCase, again: ObservedCase): boolean =>
  known.fact?.hash === again.fact?.hash && known.standing === again.standing && essenceOf(known) === essenceOf(again);

function essenceOf({ plan, reasons = [] }: ObservedCase): string {
  const { totalMinor, shippingMinor, paymentCostsMinor, adjustmentMinor, lines } = plan;
  return JSON.stringify([
    [totalMinor, shippingMinor, paymentCostsMinor, adjustmentMinor],
    lines.map(({ orderLineId, quantity, amountMinor, restock }) => [orderLineId, quantity, amountMinor, restock]),
    reasons.map(({ code, orderLineId, part, asked, remaining }) => [code, orderLineId, part, asked, remaining]),
  ]);
}

/**
 * Where the provider's app refunds a credit note that is *Not paid*, setting it back there may refund a second time. It
 * stays so when the credit note is *Paid* again: perhaps because the app has refunded it again.
 */
function moneyFindings({ caseId, plan, fact: before, isRefundSeen }: ObservedCase, fact: Fact): Finding[] {
  const byApp = plan.payments.filter(({ refundMode }) => refundMode === 'app');
  const wasRefunded = before?.status === 'paid' || isRefundSeen;
  const { status } = fact.version;
  if (byApp.length === 0 || !wasRefunded || status !== 'not_paid') return [];
  const amountMinor = byApp.reduce((sum, payment) => sum + payment.amountMinor, 0);
  const evidence = { credit_note: status, provider: byApp[0]?.provider ?? 'unknown' };
  return [{ caseId, reason: 'duplicate_refund', subject: mayRefundAgain, isSo: true, amountMinor, evidence }];
}

function stockFindings(before: ObservedCase, after: ObservedCase): Finding[] {
  const piecesOf = ({ plan }: ObservedCase) => plan.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const [was, is] = [piecesOf(before), piecesOf(after)];
  if (was === is) return [];
  const evidence = { credit_note: 'edited', pieces_before: was, pieces_now: is };
  return [{ caseId: before.caseId, reason: 'stock_wrong_quantity', subject: 'edited', isSo: true, evidence }];
}

function totalFinding({ caseId, plan }: ObservedCase, fact: Fact): Finding {
  const observedMinor = fact.kind === 'credit_note' ? fact.observed.totalMinor : plan.totalMinor;
  return {
    caseId,
    reason: 'credit_note_total_differs',
    isSo: observedMinor !== plan.totalMinor,
    amountMinor: Math.abs(observedMinor - plan.totalMinor),
    evidence: { observedMinor, plannedMinor: plan.totalMinor },
  };
}

const gone = (reason: Finding['reason'], { caseId }: ObservedCase): Finding => ({
  caseId,
  reason,
  isSo: false,
  evidence: {},
});
