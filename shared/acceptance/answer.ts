import type { CaseId } from '../domain/ids.ts';
import type { RefundPlan } from '../domain/refund-plan.ts';
import type { Refusal, RefusalCode } from '../domain/refusal.ts';
import { type HttpAnswer, notAvailable, ProblemError } from '../lambda/problem.ts';
import { refusalText, remedyText } from '../texts/refusal-text.ts';
import type { Reader } from '../texts/translated.ts';
import type { Acceptance } from './accept-refund-case.ts';

const conflictTitles = {
  conflicting_duplicate: 'This id was used for another content before.',
  conflicting_order: 'This order was seen before with other lines or payments.',
} as const satisfies Partial<Record<RefusalCode, string>>;

/** A case that was accepted, was before, or would be. */
export type AcceptedCase = RefundPlan & Readonly<{ caseId: CaseId }>;

/** The HTTP answer of an acceptance: 201 for a new case, 200 for a repetition or a dry run; all else is thrown as a problem. */
export function answerOf(acceptance: Acceptance): HttpAnswer {
  switch (acceptance.kind) {
    case 'opened':
    case 'repeated':
    case 'planned': {
      const { caseId, plan } = acceptance;
      const body: AcceptedCase = { caseId, ...plan };
      return { status: acceptance.kind === 'opened' ? 201 : 200, body, caseId };
    }
    case 'refused': {
      const { reasons, currency } = acceptance;
      throw new ProblemError(
        422,
        'refused',
        'The rules do not allow this.',
        { reasons },
        { textsFor: (reader) => ({ reasons: reasons.map((reason) => readable(reason, reader, currency)) }) },
      );
    }
    case 'conflict': {
      const { code } = acceptance;
      throw new ProblemError(
        409,
        code,
        conflictTitles[code],
        { reasons: [{ code }] },
        { textsFor: (reader) => ({ reasons: [readable({ code }, reader)] }) },
      );
    }
    case 'contended':
      throw notAvailable('order_contended', 'Others are changing this order right now.');
    case 'order_unavailable': {
      const headers = { 'retry-after': String(acceptance.retryAfterSeconds) };
      throw new ProblemError(503, 'order_unavailable', 'The order could not be read from eCom now.', {}, { headers });
    }
  }
}

const readable = (reason: Refusal, reader: Reader, currency?: string) => ({
  ...reason,
  text: refusalText(reason, reader, currency),
  remedy: remedyText(reason, reader),
});
