/** What the limiters of one connection (account and program) allow. */
export type RateAllowance = Readonly<{ bucketSize: number; dripPerSecond: number; burstSize: number }>;

/** What a limiter says of one request. */
export type RateVerdict = Readonly<{
  isAllowed: boolean;
  /** Headers that every answer carries, and those of a refusal. */
  headers: Readonly<Record<string, string>>;
}>;

/** The limiters of one connection. */
export type RateLimits = Readonly<{ admit(cost: number, now: number): RateVerdict }>;

const firstRegister = { bucketSize: 90, dripPerSecond: 1 } as const;
const furtherRegister = { bucketSize: 10, dripPerSecond: 0.5 } as const;
// The reference shows 20 beside a bucket of 90 and calls it "a fraction of the allowed bucket size".
const burstShare = 20 / 90;

/** What a subscription with so many registers pays for. */
export function allowanceOf(paidRegisters: number): RateAllowance {
  const further = paidRegisters - 1;
  const bucketSize = firstRegister.bucketSize + further * furtherRegister.bucketSize;
  return {
    bucketSize,
    dripPerSecond: firstRegister.dripPerSecond + further * furtherRegister.dripPerSecond,
    burstSize: Math.floor(bucketSize * burstShare),
  };
}

/**
 * Both limiters of a connection whose time runs `speed` times as fast. An observer outside sees the drip that he
 * measures: `dripPerSecond` times `speed`. The request that overflows the bucket is still served; the next ones are not.
 */
export function rateLimits({ bucketSize, dripPerSecond, burstSize }: RateAllowance, speed: number): RateLimits {
  const drip = dripPerSecond * speed;
  const windowMilliseconds = 1000 / speed;
  let level = 0;
  let levelAt = 0;
  let window = 0;
  let inWindow = 0;

  function secondsUntilAdmitted(limiter: 'bucket' | 'burst', now: number): number {
    if (limiter === 'bucket') return (level - bucketSize) / drip;
    return ((window + 1) * windowMilliseconds - now) / 1000;
  }

  return {
    admit(cost, now) {
      level = Math.max(0, level - ((now - levelAt) / 1000) * drip);
      levelAt = now;
      const currentWindow = Math.floor(now / windowMilliseconds);
      if (currentWindow !== window) inWindow = 0;
      window = currentWindow;
      inWindow += 1;
      const blockedBy = blocking();
      if (blockedBy === undefined) level += cost;
      return {
        isAllowed: blockedBy === undefined,
        headers: {
          'x-ls-api-bucket-level': `${Number(level.toFixed(2))}/${bucketSize}`,
          'x-ls-api-burst-level': `${Math.min(inWindow, burstSize)}/${burstSize}`,
          'x-ls-api-drip-rate': String(drip),
          'x-ls-api-request-cost': String(Number(cost.toFixed(2))),
          ...(blockedBy !== undefined && {
            'x-ls-api-ratelimit-type': blockedBy === 'bucket' ? 'api-leaky-bucket' : 'api-burst-limiter',
            // Whole seconds, as the header has it, also where time is sped up.
            'retry-after': String(Math.max(1, Math.ceil(secondsUntilAdmitted(blockedBy, now)))),
          }),
        },
      };
    },
  };

  function blocking(): 'bucket' | 'burst' | undefined {
    if (inWindow > burstSize) return 'burst';
    return level >= bucketSize ? 'bucket' : undefined;
  }
}
