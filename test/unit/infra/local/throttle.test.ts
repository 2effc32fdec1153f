import { describe, expect, it } from 'vitest';
import { createThrottle } from '../../../../infra/local/throttle.ts';

describe('the throttle of an HTTP API', () => {
  it('lets a burst pass, then as many as the rate fills in, each route by itself', () => {
    let elapsedMilliseconds = 0;
    const mayPass = createThrottle(
      () => ({ ratePerSecond: 2, burst: 3 }),
      () => elapsedMilliseconds,
    );
    const passing = (routeKey: string, requests: number) =>
      Array.from({ length: requests }, () => mayPass(routeKey)).filter(Boolean).length;
    expect(passing('GET /', 5)).toBe(3);
    expect(passing('POST /', 5)).toBe(3);
    elapsedMilliseconds = 500;
    expect(passing('GET /', 5)).toBe(1);
    elapsedMilliseconds = 60_000;
    expect(passing('GET /', 5)).toBe(3);
  });

  it('lets everything pass where nothing is said', () => {
    expect(createThrottle(() => undefined)('GET /')).toBe(true);
  });
});
