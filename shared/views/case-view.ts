import { answersOf } from '../domain/case-answer.ts';
import { type CaseQuestion, questionOf } from '../domain/case-question.ts';
import type { CaseId, ShopId } from '../domain/ids.ts';
import { toDecimalText } from '../domain/money.ts';
import type { ShopSettings } from '../domain/shop-settings.ts';
import type { Table } from '../ports/table.ts';
import { auditOfCase } from '../stores/audit-store.ts';
import { cardChecksOfCase, type StoredCardCheck } from '../stores/card-check-store.ts';
import { tagOfCase } from '../stores/case-tag.ts';
import { differencesOfCase, type StoredDifference } from '../stores/difference-store.ts';
import { matchesOfCase, type StoredMatch, tagOfMatch } from '../stores/match-store.ts';
import { readObservation } from '../stores/observation-store.ts';
import { readOrder } from '../stores/order-store.ts';
import { readCase, type StoredCase } from '../stores/refund-case-store.ts';
import { tasksOfCase } from '../stores/refund-task-store.ts';
import { effectsOfCase } from '../stores/stock-effect-store.ts';
import { differenceView } from './difference-view.ts';
import { stockView } from './stock-view.ts';
import { viewsOf } from './task-view.ts';
import type { ViewedShop } from './viewed-shop.ts';

/** A case as a list shows it. */
export type CaseSummary = ReturnType<typeof summaryOf>;

/** A case whole, as it is shown. */
export type CaseView = NonNullable<Awaited<ReturnType<typeof readCaseView>>>;

/** A case as a list shows it. */
export function summaryOf({ caseId, openedAt, plan, standing = 'open' }: StoredCase) {
  const { origin, orderNumber, currency, totalMinor, issuedAt, dueOn, notes } = plan;
  const amount = toDecimalText({ minor: totalMinor, currency });
  return { caseId, standing, origin, orderNumber, currency, totalMinor, amount, issuedAt, openedAt, dueOn, notes };
}

/**
 * One case whole: its plan and where it stands, its tasks, each with what locates its transaction, its effects on
 * stock with the rows that Retail showed, its gift cards, its differences, its matches with what they rest on, the returns of its order, and
 * what people did, and what it asks where it waits for an answer, by the shop's settings. `undefined` when there is none.
 */
export async function readCaseView(table: Table, shop: ViewedShop, caseId: CaseId, settings: ShopSettings) {
  const { shopId } = shop;
  const [refundCase, tasks, effects, differences, matches, cards, decisions] = await Promise.all([
    readCase(table, shopId, caseId),
    tasksOfCase(table, shopId, caseId),
    effectsOfCase(table, shopId, caseId),
    differencesOfCase(table, shopId, caseId),
    matchesOfCase(table, shopId, caseId),
    cardChecksOfCase(table, shopId, caseId),
    auditOfCase(table, shopId, caseId),
  ]);
  if (refundCase === undefined) return undefined;
  const {
    openedAt,
    plan,
    standing = 'open',
    fact,
    reason,
    requestedBy,
    reasons,
    attachedTo,
    copyOrderNumber,
    answer,
  } = refundCase;
  const [taskViews, observation, question] = await Promise.all([
    viewsOf(table, shop, tasks),
    readObservation(table, shopId, plan.orderNumber),
    readQuestion(table, shopId, refundCase, settings),
  ]);
  return {
    caseId,
    openedAt,
    standing,
    ...plan,
    statusInEcom: fact?.status,
    /** Why it was asked for, as whoever did said. */
    reason,
    /** Who asked for it; nobody for what eCom showed. */
    requestedBy,
    /** What the rules object to. */
    reasons,
    attachedTo,
    copyOrderNumber,
    /** What it waits for a person to say. */
    question,
    /** What a person said. */
    answer,
    tasks: taskViews,
    stock: effects.map(stockView),
    differences: differences.map(differenceView),
    matches: matches.map(matchView),
    cards: cards.map((card) => cardView(card, differences)),
    returns: observation?.returns ?? [],
    decisions,
    /** What `If-Match` of an answer has to say. */
    etag: tagOfCase(refundCase),
  };
}

/** What a case that waits asks, over its order and the suspected copy as they stand now. */
async function readQuestion(
  table: Table,
  shopId: ShopId,
  { caseId, standing = 'open', plan, copyOrderNumber }: StoredCase,
  shop: ShopSettings,
): Promise<CaseQuestion | undefined> {
  if (answersOf(standing).length === 0) return undefined;
  const [original, copy] = await Promise.all([
    readOrder(table, shopId, plan.orderNumber),
    copyOrderNumber && readOrder(table, shopId, copyOrderNumber),
  ]);
  if (original === undefined) return undefined;
  const ground = { order: original.order, ledger: original.ledger, shop, copy: copy || undefined };
  return questionOf({ caseId, standing, plan }, ground);
}

/** A gift card that the cancellation gives back: seen in Retail, or checked by a person who settled the question. */
function cardView({ paymentNumber, state, seen }: StoredCardCheck, differences: readonly StoredDifference[]) {
  const asked = differences.find(
    ({ reason, subject }) => reason === 'gift_card_not_restored' && subject === String(paymentNumber),
  );
  const isRestored = seen !== undefined || asked?.state === 'settled';
  return { paymentNumber, state, isRestored, seen };
}

/** A match as it is shown. */
export type MatchView = ReturnType<typeof matchView>;

function matchView(match: StoredMatch) {
  const { schema: _, version: __, ...shown } = match;
  return { ...shown, etag: tagOfMatch(match) };
}
