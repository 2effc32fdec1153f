import * as z from 'zod';
import { type EventAttribute, toEventAttribute } from '../../events/envelope.ts';
import { type RefundCaseOpenedV1, refundCaseOpenedV1 } from '../../events/refund-case-opened.v1.ts';
import { answersOf, type CaseAnswer, caseAnswers } from '../domain/case-answer.ts';
import type { CaseId, OrderNumber, ShopId } from '../domain/ids.ts';
import { type CaseStanding, caseStandings, type FactVersion } from '../domain/observed-case.ts';
import { observedPaymentStatuses } from '../domain/observed-order.ts';
import type { Customer, Order } from '../domain/order.ts';
import type { OrderLedger } from '../domain/order-ledger.ts';
import { planNotes } from '../domain/plan-notes.ts';
import type { PlannedLine, RefundPlan } from '../domain/refund-plan.ts';
import { type Refusal, refusalCodes, refusedParts } from '../domain/refusal.ts';
import { type Page, type Put, type Row, type Table, TransactionRefusedError } from '../ports/table.ts';
import { caseIdSchema, orderLineIdSchema, orderNumberSchema } from './id-schemas.ts';
import { caseKey, casesOfShop, waitingCasesOfShop } from './keys.ts';
import { amountMinorSchema } from './order-schema.ts';
import { keysForDecision, orderIn, type StoredOrder, writeOfLedger, writesOfSnapshot } from './order-store.ts';
import { plannedPaymentSchema } from './planned-payment-schema.ts';

/**
 * A refund case as it is stored: its plan, and the hash by which a repeated request is told from another one. A case
 * that eCom shows carries the newest version of its fact and where it stands; without a standing it is open.
 */
export type StoredCase = Readonly<{
  caseId: CaseId;
  openedAt: string;
  contentHash: string;
  plan: RefundPlan;
  standing?: CaseStanding | undefined;
  fact?: FactVersion | undefined;
  reasons?: readonly Refusal[] | undefined;
  attachedTo?: CaseId | undefined;
  copyOrderNumber?: OrderNumber | undefined;
  /** Why it was asked for, in the words of whoever did; the first ones stay. */
  reason?: string | undefined;
  /** Who asked for it; what eCom showed nobody did. */
  requestedBy?: string | undefined;
  /** What a person answered when the case waited. */
  answer?: CaseAnswer | undefined;
}>;

const rowVersion = 1;

/** Parses a line of a stored plan. */
export const plannedLineSchema = z.object({
  orderLineId: orderLineIdSchema,
  sku: z.string(),
  retailItemId: z.string().optional(),
  quantity: z.int(),
  amountMinor: z.int(),
  restock: z.boolean(),
  restockedByReturn: z.literal(true).optional(),
}) satisfies z.ZodType<PlannedLine>;

/** Parses a stored plan. */
export const planSchema = z.object({
  origin: z.enum(['credit_note', 'cancellation']),
  orderNumber: orderNumberSchema,
  currency: z.string(),
  totalMinor: amountMinorSchema,
  computedTotalMinor: z.int(),
  orderTotalMinor: amountMinorSchema,
  issuedAt: z.string(),
  dueOn: z.string(),
  updateInventory: z.boolean(),
  lines: z.array(plannedLineSchema),
  shippingMinor: z.int(),
  paymentCostsMinor: z.int(),
  adjustmentMinor: z.int(),
  payments: z.array(plannedPaymentSchema),
  notes: z.array(z.enum(planNotes)),
  replaced: z.object({ lines: z.array(plannedLineSchema), totalMinor: amountMinorSchema }).optional(),
}) satisfies z.ZodType<RefundPlan>;

/** Parses one stored reason against a request. */
export const reasonSchema = z.object({
  code: z.enum(refusalCodes),
  orderLineId: orderLineIdSchema.optional(),
  part: z.enum(refusedParts).optional(),
  asked: z.union([z.number(), z.string()]).optional(),
  remaining: z.union([z.number(), z.string()]).optional(),
}) satisfies z.ZodType<Refusal>;

const caseRow = z.object({
  schema: z.literal(rowVersion),
  caseId: caseIdSchema,
  openedAt: z.string(),
  contentHash: z.string(),
  plan: planSchema,
  standing: z.enum(caseStandings).optional(),
  fact: z.object({ hash: z.string(), contentHash: z.string(), status: z.enum(observedPaymentStatuses) }).optional(),
  reasons: z.array(reasonSchema).optional(),
  attachedTo: caseIdSchema.optional(),
  copyOrderNumber: orderNumberSchema.optional(),
  reason: z.string().optional(),
  requestedBy: z.string().optional(),
  answer: z.enum(caseAnswers).optional(),
}) satisfies z.ZodType<StoredCase>;

/** Parses the row of a case. */
export const parseCase = (row: Row): StoredCase => caseRow.parse(row);

/** Reads one case, strongly consistent. */
export async function readCase(table: Table, shopId: ShopId, caseId: CaseId): Promise<StoredCase | undefined> {
  const row = await table.get(caseKey(shopId, caseId));
  return row && caseRow.parse(row);
}

/** What a decision about a case is based on, as far as it is there. */
export type DecisionGround = Readonly<{ known: StoredCase | undefined; stored: StoredOrder | undefined }>;

/** Reads a case and its order in one strongly consistent read, for half of what two reads cost. */
export async function readForDecision(
  table: Table,
  shopId: ShopId,
  caseId: CaseId,
  orderNumber: OrderNumber,
): Promise<DecisionGround> {
  const rows = await table.getMany([caseKey(shopId, caseId), ...keysForDecision(shopId, orderNumber)]);
  const known = rows.find(({ sk }) => sk === 'CASE');
  return { known: known && caseRow.parse(known), stored: orderIn(rows) };
}

/** A shop's cases, newest first, as far as the index has them by now. */
export async function listCases(
  table: Table,
  shopId: ShopId,
  limit: number,
  cursor?: string,
): Promise<Page<StoredCase>> {
  const page = await table.queryIndex('work', {
    partition: casesOfShop(shopId),
    descending: true,
    limit,
    cursor,
  });
  const rows = await table.getMany(page.items);
  return { items: rows.map((row) => caseRow.parse(row)), cursor: page.cursor };
}

/** A shop's cases that wait for an answer, the first that did first, as far as the index has them by now. */
export async function listWaitingCases(
  table: Table,
  shopId: ShopId,
  limit: number,
  cursor?: string,
): Promise<Page<StoredCase>> {
  const page = await table.queryIndex('amount', { partition: waitingCasesOfShop(shopId), limit, cursor });
  const rows = await table.getMany(page.items);
  return { items: rows.map((row) => caseRow.parse(row)).filter(isWaiting), cursor: page.cursor };
}

const isWaiting = ({ standing = 'open' }: Pick<StoredCase, 'standing'>): boolean => answersOf(standing).length > 0;

/** By what a case that waits for an answer is listed; nothing for one that does not. */
export const listedAsWaiting = (
  shopId: ShopId,
  refundCase: Pick<StoredCase, 'caseId' | 'openedAt' | 'standing'>,
): Readonly<{ amountKey: string; amountOrder: string }> | undefined =>
  isWaiting(refundCase)
    ? { amountKey: waitingCasesOfShop(shopId), amountOrder: `${refundCase.openedAt}#${refundCase.caseId}` }
    : undefined;

/** All that opening a case changes. `newOrder` is there when the order was not known before. */
export type Opening = Readonly<{
  shopId: ShopId;
  refundCase: StoredCase;
  ledger: OrderLedger;
  newOrder?: Readonly<{ order: Order; customer: Customer }> | undefined;
}>;

/**
 * Opens a case in one transaction: the order's snapshot if it is new, its ledger, and the case with its event.
 * `lost_race` means that somebody changed one of them meanwhile and nothing was written: read and decide again.
 */
export async function openCase(table: Table, opening: Opening): Promise<'opened' | 'lost_race'> {
  const { shopId, refundCase, ledger, newOrder } = opening;
  try {
    await table.transact([
      ...(newOrder ? writesOfSnapshot(shopId, newOrder.order, newOrder.customer) : []),
      writeOfLedger(shopId, refundCase.plan.orderNumber, ledger),
      writeOfCase(shopId, refundCase),
    ]);
    return 'opened';
  } catch (error) {
    if (error instanceof TransactionRefusedError) return 'lost_race';
    throw error;
  }
}

/** The write of a case that is not there yet. Its event goes with it unless the case is recorded without effects. */
export function writeOfCase(shopId: ShopId, refundCase: StoredCase): Put {
  const { caseId, openedAt } = refundCase;
  return {
    kind: 'put',
    row: {
      ...caseKey(shopId, caseId),
      schema: rowVersion,
      ...refundCase,
      workKey: casesOfShop(shopId),
      workOrder: `${openedAt}#${caseId}`,
      ...listedAsWaiting(shopId, refundCase),
      event: hasEffects(refundCase) ? openedEventOf(shopId, refundCase, openedAt) : undefined,
    },
    condition: { kind: 'absent' },
  };
}

const hasEffects = ({ standing = 'open' }: StoredCase): boolean => standing === 'open';

/** The event of a case whose effects begin now, as an attribute of its row. */
export const openedEventOf = (shopId: ShopId, refundCase: StoredCase, occurredAt: string): EventAttribute =>
  toEventAttribute(refundCaseOpenedV1, openedEvent(shopId, refundCase, occurredAt));

function openedEvent(shopId: ShopId, { caseId, plan }: StoredCase, occurredAt: string): RefundCaseOpenedV1 {
  const { origin, orderNumber, currency, totalMinor, orderTotalMinor, dueOn } = plan;
  const unitCount = plan.lines.reduce((sum, line) => sum + line.quantity, 0);
  return {
    metadata: {
      // A case is opened once: its own key makes the event's id, so that a second publication is the same event.
      eventId: `refund-case-opened/${shopId}/${caseId}`,
      correlationId: caseId,
      occurredAt,
      shopId,
      schemaVersion: 1,
    },
    data: {
      caseId,
      origin,
      orderNumber,
      currency,
      totalMinor,
      orderTotalMinor,
      dueOn,
      payments: [...plan.payments],
      stock: { updateInventory: plan.updateInventory, lineCount: plan.lines.length, unitCount },
    },
  };
}
