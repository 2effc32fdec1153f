import { updateOfCase } from '../../shared/acceptance/changed-case.ts';
import { writesOfFindings } from '../../shared/acceptance/found-differences.ts';
import { type LoadedCase, loadCases } from '../../shared/acceptance/observed-cases.ts';
import { type Answered, type CaseAnswer, decideAnswer, mayAnswer } from '../../shared/domain/case-answer.ts';
import type { CaseId, ShopId } from '../../shared/domain/ids.ts';
import type { RefundPlan } from '../../shared/domain/refund-plan.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import { isSeen, type SeenTag } from '../../shared/lambda/entity-tag.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { type Table, TransactionRefusedError, type Write } from '../../shared/ports/table.ts';
import { writesOfCaseAudit } from '../../shared/stores/audit-store.ts';
import { tagOfCase } from '../../shared/stores/case-tag.ts';
import { readOrder, replacementOfSnapshot, type StoredOrder, writeOfLedger } from '../../shared/stores/order-store.ts';

const maximumAttempts = 5;

/** What answering needs. */
export type AnswerCaseDependencies = Readonly<{ table: Table; clock: Clock }>;

/** A person's answer to a case that waits. */
export type CaseAnswerRequest = Readonly<{
  shopId: ShopId;
  shop: ShopSettings;
  caseId: CaseId;
  answer: CaseAnswer;
  by: string;
  /** Which version of the case they saw. */
  seen: SeenTag;
}>;

/** What became of an answer. `not_waiting`: the case waits for none, or for none like this; `not_possible`: it cannot be so. */
export type CaseAnswerOutcome =
  | Readonly<{ kind: 'answered' | 'repeated'; plan: RefundPlan; etag: string }>
  | Readonly<{ kind: 'stale'; current: string }>
  | Readonly<{ kind: 'unknown' | 'tag_required' | 'not_waiting' | 'not_possible' | 'contended' }>;

/**
 * Lets a person's answer have its effects, in one transaction with the order's ledger and the audit trail. Given again it answers the same;
 * another answer afterwards is refused, for the effects of the first have begun.
 */
export async function answerCase(
  { table, clock }: AnswerCaseDependencies,
  request: CaseAnswerRequest,
): Promise<CaseAnswerOutcome> {
  for (let attempt = 1; attempt <= maximumAttempts; attempt += 1) {
    const outcome = await attemptOnce(table, clock.now(), request);
    if (outcome !== 'lost_race') return outcome;
  }
  return { kind: 'contended' };
}

async function attemptOnce(
  table: Table,
  now: string,
  { shopId, shop, caseId, answer, by, seen }: CaseAnswerRequest,
): Promise<CaseAnswerOutcome | 'lost_race'> {
  const loaded = (await loadCases(table, shopId, [caseId])).get(caseId);
  if (loaded === undefined) return { kind: 'unknown' };
  const { stored: refundCase, observed } = loaded;
  const current = tagOfCase(refundCase);
  if (refundCase.answer === answer) return { kind: 'repeated', plan: refundCase.plan, etag: current };
  if (seen === undefined) return { kind: 'tag_required' };
  if (!isSeen(seen, current)) return { kind: 'stale', current };
  if (!mayAnswer(observed, answer)) return { kind: 'not_waiting' };
  const original = await readOrder(table, shopId, refundCase.plan.orderNumber);
  const copyNumber = answer === 'copy' ? refundCase.copyOrderNumber : undefined;
  const copy = copyNumber === undefined ? undefined : await readOrder(table, shopId, copyNumber);
  if (original === undefined) return { kind: 'not_possible' };

  const ground = { order: original.order, ledger: original.ledger, shop, copy };
  const answered = decideAnswer(ground, observed, answer);
  if (answered === undefined) return { kind: 'not_possible' };
  try {
    await table.transact(writesOf({ shopId, loaded, original, copy, answered, answer, by, now }));
    const { plan, standing } = answered;
    return { kind: 'answered', plan, etag: tagOfCase({ ...refundCase, plan, standing, answer }) };
  } catch (error) {
    if (error instanceof TransactionRefusedError) return 'lost_race';
    throw error;
  }
}

type Answering = Readonly<{
  shopId: ShopId;
  loaded: LoadedCase;
  original: StoredOrder;
  copy: StoredOrder | undefined;
  answered: Answered;
  answer: CaseAnswer;
  by: string;
  now: string;
}>;

function writesOf({ shopId, loaded, original, copy, answered, answer, by, now }: Answering): readonly Write[] {
  const { stored: refundCase, differences: known, hasEvent } = loaded;
  const { plan, standing } = answered;
  const { order, ledger } = original;
  const begins = standing === 'open' && !hasEvent;
  const { caseId } = refundCase;
  const settled = { caseId, reason: 'credit_note_not_allowed', isSo: false, evidence: {} } as const;
  return [
    writeOfLedger(shopId, order.orderNumber, { ...answered.ledger, version: ledger.version + 1 }),
    updateOfCase(shopId, { ...refundCase, plan, standing, answer }, begins ? now : undefined),
    ...writesOfFindings({ shopId, order, now, known }, [settled]),
    ...writesOfCaseAudit({
      shopId,
      caseId,
      at: now,
      by,
      action: 'case_answered',
      subject: caseId,
      details: { answer },
    }),
    ...(copy && answered.copy
      ? [
          replacementOfSnapshot(shopId, answered.copy),
          writeOfLedger(shopId, answered.copy.orderNumber, { ...copy.ledger, version: copy.ledger.version + 1 }),
        ]
      : []),
  ];
}
