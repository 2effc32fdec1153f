import middy from '@middy/core';
import { errorFields, type Log } from './log.ts';

/** A Lambda function that a schedule starts. What it throws is logged and tried again by the scheduler, as often as the schedule says. */
export function scheduledFunction(log: Log, run: () => Promise<void>) {
  return middy(async (_: unknown) => {
    try {
      await run();
    } catch (error) {
      log.error('SCHEDULE_FAILED', errorFields(error));
      throw error;
    }
  });
}
