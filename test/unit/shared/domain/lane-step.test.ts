import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { nextStep, secondsToEmpty } from '../../../../shared/domain/lane-step.ts';
import {
  affords,
  levelAt,
  millisecondsUntilAffordable,
  type RetailBucket,
} from '../../../../shared/domain/retail-bucket.ts';
import { aRefundSale } from '../../../support/effects.ts';

const now = 1_000_000;
const aBucket = (level: number): RetailBucket => ({ level, size: 90, dripPerSecond: 1, atMilliseconds: now });
const sales = (count: number) => Array.from({ length: count }, () => aRefundSale());

describe('the next step of a lane', () => {
  it('takes a live effect as soon as it fits, and lets backlog fill what it leaves', () => {
    expect(nextStep({ live: sales(1), backlog: [] }, aBucket(70), now)).toEqual({ kind: 'work', count: 1 });
    expect(nextStep({ live: sales(1), backlog: sales(50) }, aBucket(60), now)).toEqual({ kind: 'work', count: 2 });
    expect(nextStep({ live: sales(1), backlog: [] }, aBucket(80), now)).toMatchObject({ kind: 'wait' });
  });

  it('waits with backlog until a whole bucket of it fits, and not for a bucket that is larger than what is left', () => {
    expect(nextStep({ live: [], backlog: sales(50) }, aBucket(60), now)).toMatchObject({ kind: 'wait' });
    expect(nextStep({ live: [], backlog: sales(50) }, aBucket(5), now)).toEqual({ kind: 'work', count: 9 });
    expect(nextStep({ live: [], backlog: sales(2) }, aBucket(60), now)).toEqual({ kind: 'work', count: 2 });
  });

  it('ends the wait before the bucket is empty, for what drips into an empty one is lost', () => {
    const step = nextStep({ live: [], backlog: sales(50) }, aBucket(60), now);
    const waited = step.kind === 'wait' ? step.milliseconds : 0;
    expect(levelAt(aBucket(60), now + waited)).toBeGreaterThan(2);
    expect(nextStep({ live: [], backlog: sales(50) }, aBucket(60), now + waited)).toMatchObject({ kind: 'work' });
  });

  it('takes what no bucket ever holds when hardly anything is used, for there is no better time', () => {
    const goods = Array.from({ length: 300 }, () => aRefundSale().facts.goods).flat();
    const step = nextStep({ live: [aRefundSale({ goods })], backlog: [] }, aBucket(60), now);
    expect(step).toEqual({ kind: 'wait', milliseconds: 58_000 });
  });

  it('says when all that waits will be done, as far as the bucket decides it', () => {
    expect(secondsToEmpty(88, aBucket(0), now)).toBe(0);
    expect(secondsToEmpty(8_500, aBucket(88), now)).toBe(8_500);
    expect(secondsToEmpty(100, { ...aBucket(88), dripPerSecond: 2 }, now)).toBe(50);
  });
});

describe('the bucket', () => {
  test.prop([fc.integer({ min: 0, max: 120 }), fc.double({ min: 0.1, max: 200, noNaN: true })])(
    'affords a request when the wait for it is over, and not a moment before',
    (level, cost) => {
      const bucket = aBucket(level);
      const wait = millisecondsUntilAffordable(bucket, cost, now);
      expect(affords(bucket, cost, now + wait)).toBe(true);
      if (wait > 1) expect(affords(bucket, cost, now + wait - 2)).toBe(false);
    },
  );
});
