import { fifoQueueConsumer } from '../../shared/lambda/queue-consumer.ts';
import type { RecordSurroundings } from '../../shared/lambda/record-acknowledging.ts';
import { observeOrderMessageSchema } from '../../shared/stores/observe-order-message.ts';
import { type ObserveOrderDependencies, observeOrder } from './observe-order.ts';

/** The consumer of the queue of orders to be read; it counts what webhooks missed and which refunds may repeat. */
export const orderConsumer = (surroundings: RecordSurroundings, dependencies: ObserveOrderDependencies) =>
  fifoQueueConsumer({
    ...surroundings,
    message: observeOrderMessageSchema,
    async handle(message) {
      const observation = await observeOrder(dependencies, message);
      if ('missed' in observation && observation.missed) surroundings.count('WebhooksMissed');
      if ('mayRefundAgain' in observation && observation.mayRefundAgain) surroundings.count('RefundsMayRepeat');
      if (observation.kind === 'waiting') surroundings.count('ReadingsPostponed');
      if (observation.kind === 'gone') surroundings.count('OrdersNotFound');
    },
  });
