import type { disputeStatuses } from '../../../infra/local/simulators/providers/provider-state.ts';
import type { MatchDecision } from '../../../shared/domain/match-decision.ts';

/** What happens at the provider. A refund is named by when it was made: the first one is 1. */
export type AtProvider =
  | Readonly<{ kind: 'refund'; paymentId: string; amountMinor: number }>
  | Readonly<{ kind: 'failure'; refund: number }>
  | Readonly<{ kind: 'dispute'; paymentId: string; status: (typeof disputeStatuses)[number] }>;

/** What a person decides. */
export type Decided =
  | Readonly<{ kind: 'take'; creditNoteId: string }>
  | Readonly<{ kind: 'claim'; creditNoteId: string; amountMinor: number }>
  | Readonly<{ kind: 'judge'; creditNoteId: string; refund: number; decision: MatchDecision }>;

/** One thing that happens in a shop or at its provider. */
export type Happening =
  | Readonly<{ kind: 'credit'; creditNoteId: string; orderNumber: string; paymentId?: string; pieces: 1 | 2 }>
  | Readonly<{ kind: 'report' }>
  | AtProvider
  | Decided;

/** A payment as the provider knows it, of 25.00; its reference is what the checkout handed over. */
export type PaidStory = Readonly<{ paymentId: string; reference: string }>;

/** What happens, one thing after the other. What a provider tells of it comes when and as often as it comes. */
export type ProviderStory = Readonly<{
  name: string;
  payments: readonly PaidStory[];
  happenings: readonly Happening[];
  /** How each task stands in the end, by its credit note. */
  ends: Readonly<Record<string, string>>;
  /** The open differences in the end, by their reasons. */
  differences?: readonly string[];
}>;

const order = 'ORD1';
const paymentId = 'pi_1';
const paid: PaidStory = { paymentId, reference: order };
const payments = [paid];

const credit = (creditNoteId: string, pieces: 1 | 2 = 1): Happening => {
  return { kind: 'credit', creditNoteId, orderNumber: order, paymentId, pieces };
};
const refund = (amountMinor: number): Happening => ({ kind: 'refund', paymentId, amountMinor });
const dispute = (status: (typeof disputeStatuses)[number]): Happening => ({ kind: 'dispute', paymentId, status });
const judge = (decision: MatchDecision): Happening => {
  return { kind: 'judge', creditNoteId: 'CN-1', refund: 1, decision };
};
const report: Happening = { kind: 'report' };

/** Stories of refunds between a shop and its account at Stripe. */
export const providerStories: readonly ProviderStory[] = [
  {
    name: 'a refund seen by every channel',
    payments,
    happenings: [credit('CN-1'), refund(1000), report],
    ends: { 'CN-1': 'matched' },
  },
  {
    name: 'a refund before its credit note',
    payments,
    happenings: [refund(1000), report, credit('CN-1')],
    ends: { 'CN-1': 'matched' },
  },
  {
    name: 'a refund of a payment that only its reference names',
    payments,
    happenings: [
      { kind: 'credit', creditNoteId: 'CN-1', orderNumber: order, pieces: 1 },
      { kind: 'take', creditNoteId: 'CN-1' },
      refund(1000),
    ],
    ends: { 'CN-1': 'matched' },
  },
  {
    name: 'two refunds for one task',
    payments,
    happenings: [credit('CN-1', 2), refund(1200), report, refund(800)],
    ends: { 'CN-1': 'matched' },
  },
  {
    name: 'one refund for two tasks',
    payments,
    happenings: [credit('CN-1'), credit('CN-2'), refund(2000), report],
    ends: { 'CN-1': 'matched', 'CN-2': 'matched' },
  },
  {
    name: 'two equal tasks of one payment',
    payments,
    happenings: [credit('CN-1'), refund(1000), credit('CN-2'), refund(1000), report],
    ends: { 'CN-1': 'matched', 'CN-2': 'matched' },
  },
  {
    name: 'a refund paid twice',
    payments,
    happenings: [credit('CN-1'), refund(1000), report, refund(1000)],
    ends: { 'CN-1': 'matched' },
    differences: ['duplicate_refund'],
  },
  {
    name: 'refunded too little',
    payments,
    happenings: [credit('CN-1'), refund(700), report],
    ends: { 'CN-1': 'awaiting_refund' },
    differences: ['amount_mismatch'],
  },
  {
    name: 'a refund that fails, and one that takes its place',
    payments,
    happenings: [credit('CN-1'), refund(1000), { kind: 'failure', refund: 1 }, refund(1000), report],
    ends: { 'CN-1': 'matched' },
  },
  {
    name: 'a refund that fails after it was matched',
    payments,
    happenings: [credit('CN-1'), refund(1000), report, { kind: 'failure', refund: 1 }],
    ends: { 'CN-1': 'awaiting_refund' },
    differences: ['refund_returned'],
  },
  {
    name: 'a dispute that the shop wins',
    payments,
    happenings: [credit('CN-1'), dispute('needs_response'), dispute('won'), refund(1000)],
    ends: { 'CN-1': 'matched' },
  },
  {
    name: 'a dispute that the shop loses',
    payments,
    happenings: [credit('CN-1'), dispute('needs_response'), dispute('lost')],
    ends: { 'CN-1': 'settled_by_chargeback' },
  },
  {
    name: 'a person says that it is done before it is seen',
    payments,
    happenings: [credit('CN-1'), { kind: 'claim', creditNoteId: 'CN-1', amountMinor: 1000 }, refund(1000)],
    ends: { 'CN-1': 'matched' },
  },
  {
    name: 'a person rejects what the machine proposes',
    payments,
    happenings: [credit('CN-1'), refund(999), judge('reject'), report],
    ends: { 'CN-1': 'awaiting_refund' },
    differences: ['refund_without_credit_note'],
  },
  {
    name: 'a person confirms what the machine proposes',
    payments,
    happenings: [credit('CN-1'), refund(999), judge('confirm'), report],
    ends: { 'CN-1': 'awaiting_refund' },
  },
  {
    name: 'a person takes a match back',
    payments,
    happenings: [credit('CN-1'), refund(1000), judge('revoke'), report],
    ends: { 'CN-1': 'awaiting_refund' },
    differences: ['refund_without_credit_note'],
  },
  {
    name: 'a refund of another channel of the account',
    payments: [paid, { paymentId: 'pi_9', reference: 'till 7' }],
    happenings: [credit('CN-1'), { kind: 'refund', paymentId: 'pi_9', amountMinor: 1000 }, report, refund(1000)],
    ends: { 'CN-1': 'matched' },
  },
  {
    name: 'a refund that no credit note explains',
    payments,
    happenings: [refund(1000)],
    ends: {},
    differences: ['refund_without_credit_note'],
  },
  {
    name: 'a dispute about money that was refunded',
    payments,
    happenings: [credit('CN-1'), refund(1000), dispute('needs_response'), dispute('lost')],
    ends: { 'CN-1': 'matched' },
    differences: ['refund_and_chargeback'],
  },
  {
    name: 'a refund paid twice of which the first fails',
    payments,
    happenings: [credit('CN-1'), refund(1000), report, refund(1000), { kind: 'failure', refund: 1 }],
    ends: { 'CN-1': 'matched' },
  },
  {
    name: 'refunded too much',
    payments,
    happenings: [credit('CN-1'), refund(1500), report],
    ends: { 'CN-1': 'awaiting_refund' },
    differences: ['amount_mismatch'],
  },
];
