/** Steady rate and burst of a route, as an HTTP API throttles it. */
export type ThrottleSettings = Readonly<{ ratePerSecond: number; burst: number }>;

/** A token bucket per route: answers whether one more request of that route may pass now. No settings, no limit. */
export function createThrottle(
  settingsOf: (routeKey: string) => ThrottleSettings | undefined,
  now: () => number = Date.now,
): (routeKey: string) => boolean {
  const buckets = new Map<string, Readonly<{ tokens: number; filledAt: number }>>();
  return (routeKey) => {
    const settings = settingsOf(routeKey);
    if (settings === undefined) return true;
    const filledAt = now();
    const bucket = buckets.get(routeKey) ?? { tokens: settings.burst, filledAt };
    const gained = ((filledAt - bucket.filledAt) / 1000) * settings.ratePerSecond;
    const tokens = Math.min(settings.burst, bucket.tokens + gained);
    const mayPass = tokens >= 1;
    buckets.set(routeKey, { tokens: mayPass ? tokens - 1 : tokens, filledAt });
    return mayPass;
  };
}
