import { describe, expect, it } from 'vitest';
import { hasSeen } from '../../../../shared/stores/ecom-order-store.ts';

describe('whether the last reading of an order has seen a change', () => {
  const [change, earlier, later] = ['2026-11-12T09:30:05.000Z', '2026-11-12T09:30:04.000Z', '2026-11-12T09:30:06.000Z'];

  it.each([
    ['an order that was never read has seen nothing', {}, false],
    ['a reading that saw nothing so new has not', { changedAt: earlier, begunAt: later }, false],
    ['a reading that began in a later second has', { changedAt: change, begunAt: later }, true],
    [
      'one that began in the same second may not: eCom shows whole seconds',
      { changedAt: change, begunAt: change },
      false,
    ],
    [
      'one that saw it in one of its calls may have missed it in another',
      { changedAt: later, begunAt: earlier },
      false,
    ],
    ['where eCom does not say what time it has, what was seen counts', { changedAt: change }, true],
  ])('%s', (_, state, expected) => {
    expect(hasSeen(state, change)).toBe(expected);
  });
});
