import type { ResolvedCreditNote } from './credit-note-resolution.ts';
import type { CreditRequest } from './credit-requests.ts';
import type { RequestOutcome } from './request-sending.ts';

/** A request with its answer. */
export type Answered = Readonly<{ request: CreditRequest; outcome: RequestOutcome }>;

/** What became of something that was asked for. */
export type Answer = Readonly<{ kind: 'accepted' }> | Readonly<{ kind: 'refused'; reason: string }>;

/** What became of one line of a credit note: exactly one of three. `given` says what became of what is not goods. */
export type LineOutcome =
  | Answer
  | Readonly<{ kind: 'not_goods'; articleCode: string; given: Answer | Readonly<{ kind: 'not_asked' }> }>;

/** What became of a credit note, judged by its goods. */
export type NoteOutcome = 'accepted' | 'partlyAccepted' | 'refused' | 'noGoods';

/**
 * The outcome of each line of a credit note. A line whose pieces come from several orders is accepted when each of them
 * gave its part, else it is refused for the first reason; what the others gave stays given and is in the amounts.
 */
export function lineOutcomesOf(
  { note, sources }: ResolvedCreditNote,
  answered: readonly Answered[],
): readonly LineOutcome[] {
  const given = costsOutcomeOf(answered);
  return sources.map((source, index) => {
    if (source.kind === 'not_goods')
      return { kind: 'not_goods', articleCode: note.lines[index]?.articleCode ?? '', given };
    const reasons = answered.flatMap(({ request, outcome }) =>
      request.lines
        .filter(({ noteLines }) => noteLines.includes(index))
        .map(({ orderLineId }) =>
          outcome.accepted ? 'accepted' : (outcome.reasonOfLine[orderLineId] ?? 'not_answered'),
        ),
    );
    const refusal = reasons.length === 0 ? 'not_answered' : reasons.find((reason) => reason !== 'accepted');
    return refusal === undefined ? { kind: 'accepted' } : { kind: 'refused', reason: refusal };
  });
}

function costsOutcomeOf(answered: readonly Answered[]): Answer | Readonly<{ kind: 'not_asked' }> {
  const asked = answered.find(({ request }) => request.costs !== undefined);
  if (asked === undefined) return { kind: 'not_asked' };
  const { costsRefused } = asked.outcome;
  return costsRefused === undefined ? { kind: 'accepted' } : { kind: 'refused', reason: costsRefused };
}

/** The outcome of a credit note whose lines came out like this. */
export function noteOutcomeOf(lines: readonly LineOutcome[]): NoteOutcome {
  const goods = lines.filter(({ kind }) => kind !== 'not_goods');
  const accepted = goods.filter(({ kind }) => kind === 'accepted');
  if (goods.length === 0) return 'noGoods';
  if (accepted.length === goods.length) return 'accepted';
  return accepted.length > 0 ? 'partlyAccepted' : 'refused';
}
