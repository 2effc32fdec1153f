import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { clientSettings } from '../../shared/adapters/client-settings.ts';
import { imageOf } from '../../shared/adapters/dynamo-attributes.ts';
import { eventbridgeBus } from '../../shared/adapters/eventbridge-bus.ts';
import { readEnvironment, required } from '../../shared/lambda/environment.ts';
import { functionLog } from '../../shared/lambda/log.ts';
import { functionMetrics } from '../../shared/lambda/metrics.ts';
import { streamConsumer } from '../../shared/lambda/stream-consumer.ts';
import { publishOutbox } from './publish-outbox.ts';

const env = readEnvironment({ EVENT_BUS_NAME: required });
const bus = eventbridgeBus(new EventBridgeClient(clientSettings), env.EVENT_BUS_NAME);

/** Publishes the events that stand in changed rows; resumes at the first that could not be published. */
export const handler = streamConsumer({
  handle: (changes) => publishOutbox({ bus }, changes),
  plain: imageOf,
  log: functionLog(),
  count: functionMetrics(),
});
