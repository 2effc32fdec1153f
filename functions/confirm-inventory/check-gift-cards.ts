import { requestCost } from '../../shared/domain/effect-cost.ts';
import {
  type CardToRestore,
  cardDeadline,
  earliestCardPayment,
  nextCardLook,
  restorationOf,
  type SeenCardPayment,
} from '../../shared/domain/gift-card-check.ts';
import type { OrderNumber, ShopId } from '../../shared/domain/ids.ts';
import { giftCardPaymentType, retailAssumptions } from '../../shared/domain/retail-assumptions.ts';
import type { Table } from '../../shared/ports/table.ts';
import { openCardChecks, type StoredCardCheck, saveCardCheck } from '../../shared/stores/card-check-store.ts';
import { raiseDifference, readDifference, resolveDifference } from '../../shared/stores/difference-store.ts';
import { observedSales, takeObservedSale } from '../../shared/stores/observed-sale-store.ts';
import { readCase } from '../../shared/stores/refund-case-store.ts';
import { allPages, type ConfirmRun } from './confirm-run.ts';
import { readSales } from './look-up-cases.ts';

/** A gift card that waits to be seen, with all that its payment is told by. */
type WaitingCard = Readonly<{
  check: StoredCardCheck;
  card: CardToRestore;
  orderNumber: OrderNumber;
  currency: string;
}>;

/** A payment that may give a card its part back, with the case that took it for its own, if one did. */
type FoundPayment = SeenCardPayment & Readonly<{ takenBy: string | undefined }>;

/** What looking after gift cards needs beside Retail. */
type Surroundings = Pick<ConfirmRun, 'table' | 'clock'>;

/** The gift cards of these shops that Retail may yet show, due or not. */
export async function waitingChecks(table: Table, shopIds: Iterable<ShopId>): Promise<readonly StoredCardCheck[]> {
  const ofShops = await Promise.all([...shopIds].map((shopId) => openCardChecks(table, shopId)));
  return ofShops.flat();
}

/** Whether a check is to be looked at by now. */
export const isDue = ({ lookAt }: StoredCardCheck, now: string): boolean => lookAt !== undefined && lookAt <= now;

/**
 * Looks in Retail whether gift cards got their part of a cancelled order back. What it shows takes the question off the
 * list; what it has not shown an hour after the cancellation is asked of a person. How many were decided.
 */
export async function checkGiftCards(run: ConfirmRun, checks: readonly StoredCardCheck[]): Promise<number> {
  if (!checks.some((check) => isDue(check, run.clock.now()))) return 0;
  const waiting = await stillWaiting(run, checks);
  const payments = await cardPayments(run, waiting);
  return await decideEach(run, waiting, payments);
}

/** The same where no Retail can be asked: a person checks each card. */
export async function askAboutGiftCards(run: Surroundings, checks: readonly StoredCardCheck[]): Promise<number> {
  if (!checks.some((check) => isDue(check, run.clock.now()))) return 0;
  return await decideEach(run, await stillWaiting(run, checks), undefined);
}

async function decideEach(
  run: Surroundings & Partial<ConfirmRun>,
  waiting: readonly WaitingCard[],
  payments: readonly FoundPayment[] | undefined,
): Promise<number> {
  const cards = new Set(waiting.map(({ card }) => card));
  const used = new Set<string>();
  let decidedCount = 0;
  for (const each of waiting) {
    if (!isDue(each.check, run.clock.now())) continue;
    const isFree = ({ saleId, takenBy }: FoundPayment) =>
      !used.has(saleId) && (takenBy === undefined || takenBy === nameOf(each.check));
    const payment = restorationOf(each.card, [...cards], (payments ?? []).filter(isFree));
    if (payment !== undefined && (await take(run, each, payment))) {
      used.add(payment.saleId);
      cards.delete(each.card);
      await noteSeen(run, each, payment);
      decidedCount += 1;
    } else {
      await noteUnseen(run, each, payments === undefined);
    }
  }
  return decidedCount;
}

const nameOf = ({ shopId, caseId }: Pick<StoredCardCheck, 'shopId' | 'caseId'>): string => `${shopId} ${caseId}`;

/** Leaves out cards of which a person said how it ended, and those of cases that are no longer so. */
async function stillWaiting(run: Surroundings, checks: readonly StoredCardCheck[]): Promise<readonly WaitingCard[]> {
  const waiting: WaitingCard[] = [];
  for (const check of checks) {
    const { shopId, caseId, paymentNumber } = check;
    const refundCase = await readCase(run.table, shopId, caseId);
    const payment = refundCase?.plan.payments.find((each) => each.paymentNumber === paymentNumber);
    const isOpen = refundCase?.standing === undefined || refundCase.standing === 'open';
    const difference = await readDifference(run.table, aboutCard(check));
    if (refundCase === undefined || payment === undefined || !isOpen || difference?.state === 'settled') {
      const state = difference?.state === 'settled' ? 'asked' : 'over';
      await saveCardCheck(run.table, { ...check, state, lookAt: undefined });
      continue;
    }
    const { orderNumber, currency, issuedAt } = refundCase.plan;
    const card = { orderNumber, amountMinor: payment.amountMinor, cancelledAt: issuedAt };
    waiting.push({ check, card, orderNumber, currency });
  }
  return waiting;
}

const aboutCard = ({ shopId, caseId, paymentNumber }: StoredCardCheck) =>
  ({ shopId, caseId, reason: 'gift_card_not_restored', subject: String(paymentNumber) }) as const;

/** Payments to gift cards since the first of these cancellations; `undefined` where Retail cannot show them. */
async function cardPayments(
  run: ConfirmRun,
  waiting: readonly WaitingCard[],
): Promise<readonly FoundPayment[] | undefined> {
  const [from] = waiting.map(({ card }) => earliestCardPayment(card.cancelledAt)).toSorted();
  if (from === undefined || !retailAssumptions.restoredCardIsNegativePayment) return undefined;
  const types = await run.budget.spend(requestCost.search, () => run.retail.paymentTypes());
  const type = types.find((each) => each.type === giftCardPaymentType && !each.archived);
  if (type === undefined) return undefined;
  const createdBetween = { from, to: run.clock.now() };
  const found = await allPages(run, requestCost.search, (cursor) =>
    run.retail.findPayments({ paymentTypeId: type.paymentTypeId, createdBetween, cursor }),
  );
  const amounts = new Set(waiting.map(({ card }) => -card.amountMinor));
  const fitting = found.filter(({ amountMinor }) => amounts.has(amountMinor));
  if (fitting.length === 0) return [];
  const saleIds = fitting.map(({ saleId }) => saleId);
  const sales = new Map((await readSales(run, saleIds)).map((sale) => [sale.saleId, sale]));
  const taken = await observedSales(run.table, run.accountId, saleIds);
  return fitting.map((payment) => {
    const by = taken.get(payment.saleId);
    const referenceNumber = sales.get(payment.saleId)?.referenceNumber ?? '';
    return { ...payment, referenceNumber, takenBy: by && nameOf(by) };
  });
}

/** A payment is one case's for ever, with the sale that it is of. */
async function take(
  { table, accountId }: Surroundings & Partial<ConfirmRun>,
  { check: { shopId, caseId } }: WaitingCard,
  { saleId }: SeenCardPayment,
): Promise<boolean> {
  return accountId !== undefined && (await takeObservedSale(table, accountId, saleId, { shopId, caseId }));
}

async function noteSeen(
  { table, clock }: Surroundings,
  { check }: WaitingCard,
  { salePaymentId, saleId }: SeenCardPayment,
): Promise<void> {
  const at = clock.now();
  // The question first: after a crash between the two both are done again.
  await resolveDifference(table, aboutCard(check), at);
  await saveCardCheck(table, { ...check, state: 'seen', seen: { salePaymentId, saleId, at }, lookAt: undefined });
}

async function noteUnseen(
  { table, clock }: Surroundings,
  { check, card: { amountMinor }, orderNumber, currency }: WaitingCard,
  isUnseeable: boolean,
): Promise<void> {
  const now = clock.now();
  const asks = isUnseeable || cardDeadline(check.openedAt) <= now;
  const lookAt = isUnseeable ? undefined : nextCardLook(check.openedAt, now);
  if (asks) {
    const evidence = { expectedMinor: amountMinor };
    await raiseDifference(table, { ...aboutCard(check), orderNumber, amountMinor, currency, evidence, raisedAt: now });
  }
  await saveCardCheck(table, { ...check, state: asks ? 'asked' : check.state, lookAt });
}
