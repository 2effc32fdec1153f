import { type DifferenceEnding, type DifferenceReason, mayEnd } from './difference.ts';
import { isTaskId, type TaskId } from './ids.ts';
import { mayClose } from './task-decision.ts';

/** How a person ended a difference, or would end it where a second person has to agree. */
export type Settlement = Readonly<{
  ending: DifferenceEnding;
  by: string;
  at: string;
  note?: string | undefined;
  /** Who agreed, where two people have to. */
  confirmedBy?: string | undefined;
}>;

/** All of a difference that its ending depends on. */
export type SettlementGround = Readonly<{
  reason: DifferenceReason;
  state: 'open' | 'resolved' | 'settled';
  amountMinor?: number | undefined;
  /** How it was ended; of an open one, how somebody would end it. */
  settlement?: Settlement | undefined;
}>;

/** What becomes of a difference that a person ends. `proposed`: a second person has to say the same. */
export type SettlementDecided =
  | Readonly<{ kind: 'settled' | 'proposed'; settlement: Settlement }>
  | Readonly<{ kind: 'same' }>
  | Readonly<{ kind: 'refused'; code: SettlementRefusalCode }>;

/** Why a difference cannot be ended so. */
export const settlementRefusalCodes = [
  'ending_not_allowed',
  'difference_not_open',
  'not_about_item',
  'stock_not_ours',
] as const;
export type SettlementRefusalCode = (typeof settlementRefusalCodes)[number];

/** Endings by which the shop gives money up: above the shop's limit two people have to agree. */
const givingUp: ReadonlySet<DifferenceEnding> = new Set(['written_off', 'goodwill_kept']);

/** Ends a difference as a person says; the same again by the same person changes nothing. */
export function decideSettlement(
  ground: SettlementGround,
  said: Omit<Settlement, 'confirmedBy'>,
  writeOffLimitMinor: number | undefined,
): SettlementDecided {
  const { reason, state, amountMinor = 0, settlement: known } = ground;
  const isSaid = known?.ending === said.ending && known.note === said.note;
  if (isSaid && state === 'settled' && (known.by === said.by || known.confirmedBy === said.by)) return { kind: 'same' };
  if (state !== 'open') return { kind: 'refused', code: 'difference_not_open' };
  if (!mayEnd(reason, said.ending)) return { kind: 'refused', code: 'ending_not_allowed' };
  const needsTwo = writeOffLimitMinor !== undefined && givingUp.has(said.ending) && amountMinor > writeOffLimitMinor;
  if (!needsTwo) return { kind: 'settled', settlement: said };
  if (known?.ending !== said.ending) return { kind: 'proposed', settlement: said };
  if (known.by === said.by) return { kind: 'same' };
  return { kind: 'settled', settlement: { ...known, at: said.at, confirmedBy: said.by } };
}

/** The task that ends together with its difference: one that was given back otherwise has nothing left to refund. */
export function closedTogether(
  { reason, subject }: Readonly<{ reason: DifferenceReason; subject?: string | undefined }>,
  ending: DifferenceEnding,
): TaskId | undefined {
  if (subject === undefined || !isTaskId(subject) || !mayClose(ending)) return undefined;
  return ofOneTask.has(reason) ? subject : undefined;
}

const ofOneTask: ReadonlySet<DifferenceReason> = new Set([
  'credit_note_without_refund',
  'reported_not_seen',
  'refund_returned',
  'amount_mismatch',
  'currency_mismatch',
  'payment_not_located',
  'refunded_elsewhere',
]);
