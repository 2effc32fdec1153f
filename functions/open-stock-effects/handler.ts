import { refundCaseOpenedV1 } from '../../events/refund-case-opened.v1.ts';
import { laneAccess, laneEnvironment } from '../../shared/adapters/lane-access.ts';
import { recordSurroundings } from '../../shared/adapters/record-surroundings.ts';
import { readEnvironment } from '../../shared/lambda/environment.ts';
import { eventConsumer } from '../../shared/lambda/event-consumer.ts';
import { openStockEffects } from './open-stock-effects.ts';

const access = laneAccess(readEnvironment(laneEnvironment));

/** Opens the effects on stock of a new case. */
export const handler = eventConsumer({
  ...recordSurroundings(access.table),
  event: refundCaseOpenedV1,
  handle: (event) => openStockEffects(access, event),
});
