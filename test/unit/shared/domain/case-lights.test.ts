import { describe, expect, it } from 'vitest';
import { type LightGround, lightCodes, lightsOf } from '../../../../shared/domain/case-lights.ts';
import { differenceRules, isDifferenceReason } from '../../../../shared/domain/difference.ts';

const ground = (changes: Partial<LightGround> = {}): LightGround => ({
  standing: 'open',
  isSeenInEcom: true,
  taskStates: ['matched'],
  effectStates: ['confirmed', 'confirmed'],
  saleState: 'confirmed',
  cardsSeen: [],
  openReasons: [],
  ...changes,
});
const codes = (changes: Partial<LightGround> = {}) =>
  Object.values(lightsOf(ground(changes))).map(({ colour, code }) => `${colour} ${code}`);

describe('the lights of a case', () => {
  it('are green when money, credit note, stock and credit are where they should be', () => {
    expect(codes()).toEqual(['green money_done', 'green note_seen', 'green stock_done', 'green credit_done']);
  });

  it('are amber while something is under way', () => {
    const underWay = {
      isSeenInEcom: false,
      taskStates: ['matched', 'reported'],
      effectStates: ['confirmed', 'waiting'],
      saleState: 'waiting',
    } as const;
    expect(codes(underWay)).toEqual([
      'amber money_open',
      'amber note_asked',
      'amber stock_waiting',
      'amber credit_waiting',
    ]);
  });

  it('are grey where nothing is to be done', () => {
    expect(codes({ standing: 'withdrawn', taskStates: [], effectStates: [], saleState: undefined })).toEqual([
      'grey money_nothing',
      'grey note_gone',
      'grey stock_nothing',
      'grey credit_nothing',
    ]);
  });

  it.each([
    ['copy_suspected', 'red note_answer'],
    ['not_allowed', 'red note_decide'],
  ] as const)('say of a case that is %s that the rest depends on the answer', (standing, note) => {
    expect(codes({ standing, taskStates: [], effectStates: [], saleState: undefined })).toEqual([
      'amber money_answer',
      note,
      'amber stock_answer',
      'amber credit_answer',
    ]);
  });

  it('turn red for each difference there is, in one place only', () => {
    for (const reason of Object.keys(differenceRules).filter(isDifferenceReason)) {
      const red = codes({ openReasons: [reason] }).filter((text) => text.startsWith('red'));
      expect(red, reason).toHaveLength(1);
    }
  });

  it('say something for a task on hold and for an effect that waits for a person', () => {
    expect(codes({ taskStates: ['on_hold'], effectStates: ['held'], standing: 'not_allowed' }).slice(0, 3)).toEqual([
      'red money_decide',
      'red note_decide',
      'red stock_decide',
    ]);
  });

  it('have a fifth where a gift card gets its part back', () => {
    expect(codes({ cardsSeen: [true, false] }).at(-1)).toBe('amber card_waiting');
    expect(codes({ cardsSeen: [true] }).at(-1)).toBe('green card_done');
    expect(codes({ cardsSeen: [false], openReasons: ['gift_card_not_restored'] }).at(-1)).toBe('red card_decide');
  });

  it('say nothing that has no name', () => {
    expect(new Set(lightCodes).size).toBe(lightCodes.length);
  });
});
