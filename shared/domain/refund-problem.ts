import type { PaymentRoute } from './payment-route.ts';

/**
 * Why a refund cannot be made as the list asks for it, as portals and people say it (facts payment-providers §1 to §4, §9).
 * A closed list, so that a screen and a test know all of them.
 */
export const refundProblems = [
  'not_found',
  'already_refunded',
  'less_refundable',
  'balance_too_low',
  'window_closed',
  'card_gone',
  'method_not_refundable',
  'refused_as_duplicate',
  'not_captured',
  'dispute_open',
  'ended_otherwise',
] as const;
/** One of these reasons. */
export type RefundProblem = (typeof refundProblems)[number];

/** What a reason leads to: say what was refunded, say which transaction it is, refund by hand, wait, or end it otherwise. */
type ProblemLead = 'report' | 'say_payment' | 'by_hand' | 'wait' | 'close';

/** What each reason leads to. */
export const leadOfProblem = {
  not_found: 'say_payment',
  already_refunded: 'report',
  less_refundable: 'report',
  balance_too_low: 'wait',
  window_closed: 'by_hand',
  card_gone: 'by_hand',
  method_not_refundable: 'by_hand',
  refused_as_duplicate: 'wait',
  not_captured: 'wait',
  dispute_open: 'wait',
  ended_otherwise: 'close',
} as const satisfies Readonly<Record<RefundProblem, ProblemLead>>;

// What the provider's own documents name. For Klarna and the others the facts name none: what is common stays.
const namedBy: Readonly<Record<string, readonly RefundProblem[]>> = {
  paypal: ['balance_too_low', 'window_closed', 'dispute_open'],
  stripe: ['balance_too_low', 'card_gone', 'dispute_open'],
  mollie: ['balance_too_low', 'refused_as_duplicate', 'method_not_refundable'],
  adyen: ['balance_too_low', 'not_captured', 'dispute_open'],
};

/** The reasons that a person is offered for a refund: those of its provider between what is common, in that order. */
export function problemsOf({ refundMode, provider }: PaymentRoute): readonly RefundProblem[] {
  switch (refundMode) {
    case 'manual':
      return ['already_refunded', 'ended_otherwise'];
    case 'app':
    case 'native':
    case 'unknown':
      return ['ended_otherwise'];
    case 'portal': {
      const named = provider !== undefined && Object.hasOwn(namedBy, provider) ? (namedBy[provider] ?? []) : [];
      return ['not_found', 'already_refunded', 'less_refundable', ...named, 'ended_otherwise'];
    }
  }
}
