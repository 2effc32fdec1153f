import { decideCancellation } from './cancellation.ts';
import type { CaseId } from './ids.ts';
import type { CaseStanding, Fact, Finding, ObservedCase, Recorded } from './observed-case.ts';
import { asCreditNote, decideObservedCreditNote, type NotAllowed, worthless } from './observed-credit-note.ts';
import type { ObservedCreditNote } from './observed-order.ts';
import type { Order } from './order.ts';
import type { OrderLedger } from './order-ledger.ts';
import { valueOf } from './order-value.ts';
import { type Accepted, acceptWithoutEffects, type PlanParts, partsOfPlan, type RefundPlan } from './refund-plan.ts';
import type { ShopSettings } from './shop-settings.ts';

/** What a fact is decided on. `isHistory` records without effects; `cancellation` is the order's own, if there is one. */
export type FactGround = Readonly<{
  order: Order;
  shop: ShopSettings;
  isHistory: boolean;
  cancellation: ObservedCase | undefined;
}>;

/** Records a fact that has no case, or whose case has taken nothing: decided over the ledger as it is now. */
export function recordNew(ground: FactGround, ledger: OrderLedger, fact: Fact): Recorded {
  const { caseId, version } = fact;
  const attachedTo = attachedToOf(ground, ledger, fact);
  if (attachedTo !== undefined) {
    const { plan } = acceptWithoutEffects(
      ground.order,
      worthless(ground.order),
      ledger,
      ground.shop,
      emptyParts(ground, fact),
    );
    const known = ledger.cases.includes(caseId) ? ledger : { ...ledger, cases: [...ledger.cases, caseId] };
    const after = { caseId, standing: 'attached', plan, fact: version, attachedTo, isRefundSeen: false } as const;
    return { ledger: known, after, findings: [notAllowedFinding(fact, after)] };
  }
  const decision = decideFact(ground, ledger, fact);
  const standing = standingOf(ground, fact, decision);
  const reasons = decision.kind === 'not_allowed' ? decision.reasons : undefined;
  const copyOrderNumber = fact.kind === 'cancellation' ? fact.copyOrderNumber : undefined;
  const after = { caseId, standing, plan: decision.plan, fact: version, reasons, copyOrderNumber, isRefundSeen: false };
  return { ledger: decision.ledger, after, findings: [notAllowedFinding(fact, after), totalFinding(after)] };
}

/** Whether a case is objected to, with what the objection is about; one that is not takes the difference off the list. */
export function notAllowedFinding(fact: Fact, { caseId, standing, reasons = [], plan }: ObservedCase): Finding {
  const askedMinor = fact.kind === 'credit_note' ? fact.observed.totalMinor : plan.orderTotalMinor;
  const codes = reasons.map(({ code }) => code).join(' ');
  return {
    caseId,
    reason: 'credit_note_not_allowed',
    isSo: standing === 'not_allowed',
    amountMinor: askedMinor,
    evidence: { codes, askedMinor, possibleMinor: plan.totalMinor },
  };
}

/** eCom's total is the amount; what lies between it and our own sum is shown, unless rounding alone explains it. */
function totalFinding({ caseId, standing, plan }: ObservedCase): Finding {
  const { totalMinor: observedMinor, computedTotalMinor: computedMinor, lines } = plan;
  const amountMinor = Math.abs(observedMinor - computedMinor);
  const isSo = standing === 'open' && amountMinor > lines.length + 2;
  return { caseId, reason: 'credit_note_total_differs', isSo, amountMinor, evidence: { observedMinor, computedMinor } };
}

function standingOf(ground: FactGround, fact: Fact, decision: Accepted | NotAllowed): CaseStanding {
  if (ground.isHistory) return 'history';
  if (decision.kind === 'not_allowed') return 'not_allowed';
  return fact.kind === 'cancellation' && fact.copyOrderNumber !== undefined ? 'copy_suspected' : 'open';
}

function decideFact(ground: FactGround, ledger: OrderLedger, fact: Fact): Accepted | NotAllowed {
  const { order, shop } = ground;
  if (fact.kind === 'credit_note') return decideObservedCreditNote(order, ledger, shop, fact.observed);
  const { cancelledAt, updateInventory } = fact.observed;
  const cancellation = { cancelledAt, updateInventory: updateInventory ?? shop.updateInventoryDefault ?? true };
  const decision = decideCancellation(order, ledger, shop, cancellation);
  if (decision.kind === 'refused') {
    const recorded = acceptWithoutEffects(
      order,
      valueOf(order) ?? worthless(order),
      ledger,
      shop,
      emptyParts(ground, fact),
    );
    return { ...recorded, kind: 'not_allowed', reasons: decision.reasons };
  }
  if (fact.copyOrderNumber === undefined) return decision;
  // Taken from the order at once, so that nothing else takes it; which payment gives what is decided with the answer.
  const parts = partsOfPlan(fact.caseId, decision.plan);
  return acceptWithoutEffects(order, valueOf(order) ?? worthless(order), ledger, shop, parts);
}

function emptyParts({ shop }: FactGround, fact: Fact): PlanParts {
  const { observed } = fact;
  return {
    caseId: fact.caseId,
    origin: fact.kind,
    issuedAt: 'issuedAt' in observed ? observed.issuedAt : observed.cancelledAt,
    updateInventory: observed.updateInventory ?? shop.updateInventoryDefault ?? true,
    lines: [],
    shippingMinor: 0,
    paymentCostsMinor: 0,
    adjustmentMinor: 0,
    totalMinor: 0,
    computedTotalMinor: 0,
  };
}

/** A credit note that takes exactly what the cancellation of its order has taken is the same thing, written down twice. */
function attachedToOf({ order, shop, cancellation }: FactGround, ledger: OrderLedger, fact: Fact): CaseId | undefined {
  if (fact.kind !== 'credit_note' || cancellation === undefined || ledger.cancelledBy !== cancellation.caseId) return;
  return takesTheSame(asCreditNote(fact.observed, order, shop), fact.observed, cancellation.plan)
    ? cancellation.caseId
    : undefined;
}

function takesTheSame(
  { lines }: ReturnType<typeof asCreditNote>,
  { totalMinor }: ObservedCreditNote,
  plan: RefundPlan,
): boolean {
  const piecesOf = (all: readonly Readonly<{ orderLineId: string; quantity: number }>[]) => {
    const pieces = new Map<string, number>();
    for (const { orderLineId, quantity } of all) {
      if (quantity > 0) pieces.set(orderLineId, (pieces.get(orderLineId) ?? 0) + quantity);
    }
    return pieces;
  };
  const credited = piecesOf(lines);
  const cancelled = piecesOf(plan.lines);
  const isSameGoods =
    credited.size === cancelled.size && [...cancelled].every(([line, quantity]) => credited.get(line) === quantity);
  return isSameGoods && totalMinor === plan.totalMinor && totalMinor > 0;
}
