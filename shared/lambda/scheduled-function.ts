import middy from '@middy/core';

/** A Lambda function that a schedule starts. What it throws is tried again by the scheduler, as often as the schedule says. */
export function scheduledFunction(run: () => Promise<void>) {
  return middy((_: unknown) => run());
}
