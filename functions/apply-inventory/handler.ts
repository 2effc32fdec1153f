import { laneAccess, laneEnvironment } from '../../shared/adapters/lane-access.ts';
import { randomIds } from '../../shared/adapters/random-ids.ts';
import { recordSurroundings } from '../../shared/adapters/record-surroundings.ts';
import { retailConnections } from '../../shared/adapters/retail-connections.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { systemTimer } from '../../shared/adapters/system-timer.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { queueConsumer } from '../../shared/lambda/queue-consumer.ts';
import { wakeLaneMessageSchema } from '../../shared/stores/lane-message.ts';
import { applyInventory } from './apply-inventory.ts';

const env = readEnvironment({ ...laneEnvironment, SHOP_SECRETS_PREFIX: required });
const access = laneAccess(env);
const connect = retailConnections(access.table, env.SHOP_SECRETS_PREFIX);
const dependencies = { ...access, connect, clock: systemClock, timer: systemTimer, ids: randomIds };

/** Works the lane of the Retail account that a message names. */
export const handler = queueConsumer({
  ...recordSurroundings(access.table),
  message: wakeLaneMessageSchema,
  handle: (message) => applyInventory(dependencies, message),
});
