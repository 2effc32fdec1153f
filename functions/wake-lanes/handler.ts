import { laneAccess, laneEnvironment } from '../../shared/adapters/lane-access.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment } from '../../shared/lambda/environment.ts';
import { functionLog } from '../../shared/lambda/log.ts';
import { functionMetrics } from '../../shared/lambda/metrics.ts';
import { scheduledFunction } from '../../shared/lambda/scheduled-function.ts';
import { wakeLanes } from './wake-lanes.ts';

const access = laneAccess(readEnvironment(laneEnvironment));
const count = functionMetrics();

/** Wakes the lanes in which something is due, and counts for how long one stands still. */
export const handler = scheduledFunction(functionLog(), 'LANES_WOKEN', async () => {
  const { laneCount, standstillSeconds } = await wakeLanes({ ...access, clock: systemClock });
  count('LaneStandstillSeconds', standstillSeconds);
  return laneCount;
});
