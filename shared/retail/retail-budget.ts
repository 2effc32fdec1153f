/**
 * What an answer said of Retail's two limiters; a member is missing when the answer did not say it. `level` of `size`
 * request units are used and drip away at `dripPerSecond`; `burstLevel` of `burstSize` requests were sent in this
 * second. Levels can be fractions: they pace, nothing is decided by them.
 */
export type RetailBudget = Readonly<{
  level?: number | undefined;
  size?: number | undefined;
  dripPerSecond?: number | undefined;
  burstLevel?: number | undefined;
  burstSize?: number | undefined;
  /** What this request cost. */
  cost?: number | undefined;
}>;

/** Reads both limiters' headers (names in lower case); what is missing or unreadable is left out. */
export function budgetOf(headers: Readonly<Record<string, string>>): RetailBudget {
  const [level, size] = fraction(headers['x-ls-api-bucket-level']);
  const [burstLevel, burstSize] = fraction(headers['x-ls-api-burst-level']);
  return {
    level,
    size,
    dripPerSecond: decimal(headers['x-ls-api-drip-rate']),
    burstLevel,
    burstSize,
    cost: decimal(headers['x-ls-api-request-cost']),
  };
}

function fraction(text = ''): [number | undefined, number | undefined] {
  const [used, whole, ...rest] = text.split('/').map(decimal);
  return rest.length === 0 && used !== undefined && whole !== undefined ? [used, whole] : [undefined, undefined];
}

function decimal(text = ''): number | undefined {
  return /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}
