import { answersOf } from './case-answer.ts';
import type { DifferenceReason } from './difference.ts';
import type { CaseStanding } from './observed-case.ts';
import type { TaskStateName } from './refund-task.ts';
import type { EffectState } from './stock-effect.ts';

/** How a part of a case stands: in order, under way, to be decided, or there is nothing to do. */
export type LightColour = 'green' | 'amber' | 'red' | 'grey';

/** What each light may say: a closed list. */
export const lightCodes = [
  'money_nothing',
  'money_answer',
  'money_open',
  'money_decide',
  'money_done',
  'note_asked',
  'note_seen',
  'note_decide',
  'note_answer',
  'note_gone',
  'stock_nothing',
  'stock_answer',
  'stock_waiting',
  'stock_done',
  'stock_decide',
  'credit_nothing',
  'credit_answer',
  'credit_waiting',
  'credit_done',
  'credit_decide',
  'card_waiting',
  'card_done',
  'card_decide',
] as const;
export type LightCode = (typeof lightCodes)[number];

/** One light with its sentence. */
export type Light = Readonly<{ colour: LightColour; code: LightCode }>;

/** All of a case that its lights depend on. */
export type LightGround = Readonly<{
  standing: CaseStanding;
  isSeenInEcom: boolean;
  taskStates: readonly TaskStateName[];
  /** Of its refund sale and of its corrections. */
  effectStates: readonly EffectState[];
  /** Of its refund sale alone, which is the credit in Retail POS. */
  saleState: EffectState | undefined;
  /** Whether Retail has shown, card by card, that each gift card got its part back; empty where none is concerned. */
  cardsSeen: readonly boolean[];
  /** Reasons of its open differences. */
  openReasons: readonly DifferenceReason[];
}>;

const areaOf: Readonly<Record<DifferenceReason, 'money' | 'note' | 'stock' | 'credit' | 'card'>> = {
  credit_note_without_refund: 'money',
  reported_not_seen: 'money',
  refund_without_credit_note: 'money',
  duplicate_refund: 'money',
  amount_mismatch: 'money',
  currency_mismatch: 'money',
  refunded_elsewhere: 'money',
  refund_returned: 'money',
  refund_and_chargeback: 'money',
  payment_not_located: 'money',
  gift_card_not_restored: 'card',
  credit_note_not_allowed: 'note',
  credit_note_total_differs: 'note',
  order_changed: 'note',
  stock_missing: 'stock',
  stock_twice: 'stock',
  stock_wrong_quantity: 'stock',
  stock_wrong_location: 'stock',
  stock_source_conflict: 'stock',
  item_unknown: 'stock',
  pos_credit_missing: 'credit',
  pos_credit_twice: 'credit',
};

const settled: ReadonlySet<TaskStateName> = new Set([
  'matched',
  'settled_by_chargeback',
  'withdrawn',
  'closed_by_operator',
]);
const shown: ReadonlySet<EffectState> = new Set(['confirmed', 'observed']);

/** The four lights of a case: money, credit note, stock, and the credit in Retail POS. */
export type CaseLights = Readonly<Record<'money' | 'note' | 'stock' | 'credit', Light>> &
  /** And a fifth where a gift card gets its part back. */
  Readonly<{ card?: Light }>;

/** What the lights of a case show. */
export function lightsOf(ground: LightGround): CaseLights {
  const concerned = new Set(ground.openReasons.map((reason) => areaOf[reason]));
  return {
    money: moneyLight(ground, concerned.has('money')),
    note: noteLight(ground, concerned.has('note')),
    stock: stockLight(ground, concerned.has('stock')),
    credit: creditLight(ground, concerned.has('credit')),
    ...((ground.cardsSeen.length > 0 || concerned.has('card')) && { card: cardLight(ground, concerned.has('card')) }),
  };
}

/** Nothing follows from a case that waits for an answer, which is not the same as that nothing ever will. */
const isWaiting = (standing: CaseStanding): boolean => answersOf(standing).length > 0;

function moneyLight({ standing, taskStates }: LightGround, isConcerned: boolean): Light {
  if (isConcerned || taskStates.includes('on_hold')) return { colour: 'red', code: 'money_decide' };
  if (taskStates.length === 0)
    return isWaiting(standing) ? { colour: 'amber', code: 'money_answer' } : { colour: 'grey', code: 'money_nothing' };
  return taskStates.every((state) => settled.has(state))
    ? { colour: 'green', code: 'money_done' }
    : { colour: 'amber', code: 'money_open' };
}

function noteLight({ standing, isSeenInEcom }: LightGround, isConcerned: boolean): Light {
  if (isConcerned || standing === 'not_allowed') return { colour: 'red', code: 'note_decide' };
  if (standing === 'copy_suspected') return { colour: 'red', code: 'note_answer' };
  if (standing === 'withdrawn') return { colour: 'grey', code: 'note_gone' };
  return isSeenInEcom ? { colour: 'green', code: 'note_seen' } : { colour: 'amber', code: 'note_asked' };
}

function stockLight({ standing, effectStates }: LightGround, isConcerned: boolean): Light {
  if (isConcerned || effectStates.some((state) => state === 'held' || state === 'differs'))
    return { colour: 'red', code: 'stock_decide' };
  if (effectStates.length === 0)
    return isWaiting(standing) ? { colour: 'amber', code: 'stock_answer' } : { colour: 'grey', code: 'stock_nothing' };
  return effectStates.every((state) => shown.has(state))
    ? { colour: 'green', code: 'stock_done' }
    : { colour: 'amber', code: 'stock_waiting' };
}

function creditLight({ standing, saleState }: LightGround, isConcerned: boolean): Light {
  if (isConcerned) return { colour: 'red', code: 'credit_decide' };
  if (saleState === undefined)
    return isWaiting(standing)
      ? { colour: 'amber', code: 'credit_answer' }
      : { colour: 'grey', code: 'credit_nothing' };
  return shown.has(saleState) ? { colour: 'green', code: 'credit_done' } : { colour: 'amber', code: 'credit_waiting' };
}

function cardLight({ cardsSeen }: LightGround, isConcerned: boolean): Light {
  if (isConcerned) return { colour: 'red', code: 'card_decide' };
  return cardsSeen.every((isSeen) => isSeen)
    ? { colour: 'green', code: 'card_done' }
    : { colour: 'amber', code: 'card_waiting' };
}
