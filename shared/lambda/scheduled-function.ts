import middy from '@middy/core';
import { errorFields, type Log, type LogCode } from './log.ts';

/**
 * A Lambda function that a schedule starts; it logs how many things it dealt with. What it throws is logged and tried
 * again by Lambda, twice; what is due is still due at the next run.
 */
export function scheduledFunction(log: Log, done: LogCode, run: () => Promise<number>) {
  return middy(async (_: unknown) => {
    try {
      log.info(done, { count: await run() });
    } catch (error) {
      log.error('SCHEDULE_FAILED', errorFields(error));
      throw error;
    }
  });
}
