import { refundCaseOpenedV1 } from '../../../events/refund-case-opened.v1.ts';
import { orderConsumer } from '../../../functions/observe-order/order-consumer.ts';
import { openRefundTasks } from '../../../functions/open-refund-tasks/open-refund-tasks.ts';
import { openStockEffects } from '../../../functions/open-stock-effects/open-stock-effects.ts';
import { receiveEcomWebhook } from '../../../functions/receive-ecom-webhook/receive-ecom-webhook.ts';
import { sweepEcomOrders } from '../../../functions/sweep-ecom-orders/sweep-ecom-orders.ts';
import type { ShopSettings } from '../../../shared/domain/shop-settings.ts';
import { ecomClient } from '../../../shared/ecom/ecom-client.ts';
import { eventConsumer } from '../../../shared/lambda/event-consumer.ts';
import type { LogFields } from '../../../shared/lambda/log.ts';
import type { MetricName } from '../../../shared/lambda/metrics.ts';
import type { RecordSurroundings } from '../../../shared/lambda/record-acknowledging.ts';
import type { Http } from '../../../shared/ports/http.ts';
import type { WaitingDelivery } from '../../support/simulated-ecom.ts';
import type { FaultPlan } from '../world/fault-plan.ts';
import { outboxWork } from '../world/outbox-worker.ts';
import { type PortCalls, portCalls, type SimulatedProcess } from '../world/port-calls.ts';
import { seededIds } from '../world/seeded-ids.ts';
import type { SeededRandom } from '../world/seeded-random.ts';
import { seededTurns } from '../world/seeded-turns.ts';
import { simulatedBus } from '../world/simulated-bus.ts';
import { environmentsOf, invokeWith, type QueueHandler } from '../world/simulated-invocation.ts';
import { type SimulatedQueue, simulatedQueue } from '../world/simulated-queue.ts';
import { type SimulatedTable, simulatedTable } from '../world/simulated-table.ts';
import type { VirtualClock } from '../world/virtual-clock.ts';
import { busWithFaults, httpWithFaults, queueWithFaults, tableWithFaults } from '../world/with-faults.ts';
import { ecomAccount } from './ecom-office.ts';

/** How a run goes wrong: faults of single calls, and with `random` disorder, duplicates and turns as well. */
export type EcomDisturbance = Readonly<{ plan: FaultPlan; random?: SeededRandom | undefined; isTold?: boolean }>;

/** The production code that reads eCom, over a simulated world. */
export type EcomSystem = Readonly<{
  table: SimulatedTable;
  calls: PortCalls;
  queues: readonly SimulatedQueue[];
  ordersQueue: SimulatedQueue;
  deadOrders: SimulatedQueue;
  laneQueue: SimulatedQueue;
  /** Does one round of work; answers whether there was any. The sweep is not among it: it comes by the clock. */
  work(): Promise<boolean>;
  /** Hands over a webhook call. eCom calls once: whatever comes of it. */
  receive(delivery: WaitingDelivery): Promise<void>;
  sweep(): Promise<void>;
  publishedEventIds(): readonly string[];
  logged(): readonly LogFields[];
  /** Metrics that were counted, once for each time: alarms hang on them. */
  counted(): readonly MetricName[];
  run<Answer>(name: string, code: (process: SimulatedProcess) => Promise<Answer>): Promise<Answer | 'crashed'>;
}>;

const duplicatePercent = 20;
const [webhookKey, batchSizeOfOrders] = ['webhook-key', 3];

/** Sets the system up in an empty world, over the API of a shop. */
export function ecomSystem(
  shop: ShopSettings,
  clock: VirtualClock,
  ecom: Http,
  { plan, random, isTold }: EcomDisturbance,
): EcomSystem {
  const settings = { shop: async () => shop, shops: async () => [shop] };
  const { apiKey, apiSecret } = ecomAccount;
  const secrets = {
    ofShop: async () => ({ ecom: { apiKey, apiSecret, webhookKeys: [webhookKey] }, providers: [] }),
  };
  const ids = seededIds();
  const table = simulatedTable();
  const calls = portCalls(plan, { turns: random && seededTurns(random), isTold });
  const logged: LogFields[] = [];
  const counted: MetricName[] = [];
  const surroundings: RecordSurroundings = {
    log: { info: (_, fields) => logged.push(fields), error: (_, fields) => logged.push(fields) },
    count: (name) => counted.push(name),
    noteFailedTry: async () => undefined,
  };
  const disorder = random && { random, duplicatePercent };
  const queueNamed = (name: string, more: Partial<Parameters<typeof simulatedQueue>[1]> = {}) =>
    simulatedQueue(clock, { name, visibilityTimeoutSeconds: 360, ...(disorder && { disorder }), ...more });
  const deadOrders = queueNamed('observe-order-dead-letters.fifo', { isFifo: true });
  const redrive = { deadLetterQueue: deadOrders, maxReceiveCount: 5 };
  const ordersQueue = queueNamed('observe-order.fifo', { isFifo: true, redrive });
  const [tasksQueue, stockQueue] = [queueNamed('open-refund-tasks'), queueNamed('open-stock-effects')];
  const [laneQueue, reconciliationQueue] = [queueNamed('lanes'), queueNamed('reconciliation')];
  const { source, detailType } = refundCaseOpenedV1;
  const rules = [tasksQueue, stockQueue].map((queue) => ({ source, detailType, queue }));
  const bus = simulatedBus({ rules, ...(disorder && { disorder }) });

  const run: EcomSystem['run'] = async (name, code) => {
    const process = calls.startProcess(name);
    return Promise.race([code(process), process.crashed.then(() => 'crashed' as const)]);
  };
  const ecomOf = (process: SimulatedProcess) => async () =>
    ecomClient({ http: httpWithFaults(process, ecom), clock, account: ecomAccount });

  /** Gives a function what its queue has, and deletes what it does not hand back; a function that dies hands back all. */
  const consumer = (
    name: string,
    queue: SimulatedQueue,
    batchSize: number,
    functionOf: (process: SimulatedProcess) => QueueHandler,
  ) => {
    const handlerIn = environmentsOf(functionOf);
    return async () => {
      const received = queue.receive(batchSize);
      if (received.length === 0) return false;
      const answer = await run(name, (process) => invokeWith(handlerIn(process), queue.name, received));
      if (answer === 'crashed') return true;
      const failed = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      for (const { messageId, receiptHandle } of received) {
        if (failed.has(messageId)) queue.changeVisibility(receiptHandle, 5);
        else queue.delete(receiptHandle);
      }
      return true;
    };
  };
  const eventsOf = (name: string, queue: SimulatedQueue, handle: typeof handleTasks) =>
    consumer(name, queue, 10, (process) =>
      eventConsumer({ ...surroundings, event: refundCaseOpenedV1, handle: (event) => handle(process, event) }),
    );
  type Opened = Parameters<typeof openRefundTasks>[1];
  const handleTasks = (process: SimulatedProcess, event: Opened): Promise<void> =>
    openRefundTasks(
      {
        table: tableWithFaults(process, table),
        clock,
        reconciliationQueue: queueWithFaults(process, reconciliationQueue),
      },
      event,
    );
  const handleStock = (process: SimulatedProcess, event: Opened): Promise<void> =>
    openStockEffects(
      { table: tableWithFaults(process, table), settings, laneQueue: queueWithFaults(process, laneQueue) },
      event,
    );

  const reader = () =>
    consumer('observe-order', ordersQueue, batchSizeOfOrders, (process) =>
      orderConsumer(surroundings, {
        table: tableWithFaults(process, table),
        clock,
        settings,
        ecomOf: ecomOf(process),
      }),
    );
  const workers = [
    reader(),
    // Where a message shows itself again while it is in hand, two readings of one order overlap.
    reader(),
    outboxWork({
      table,
      failures: queueNamed('outbox-failures'),
      busOf: (process) => busWithFaults(process, bus),
      run: (code) => run('publish-outbox', code),
    }),
    eventsOf('open-refund-tasks', tasksQueue, handleTasks),
    eventsOf('open-stock-effects', stockQueue, handleStock),
  ];

  return {
    table,
    calls,
    queues: [ordersQueue, tasksQueue, stockQueue],
    ordersQueue,
    deadOrders,
    laneQueue,
    async work() {
      if (random) return (await Promise.all(workers.map((work) => work()))).includes(true);
      let hasWorked = false;
      for (const work of workers) hasWorked = (await work()) || hasWorked;
      return hasWorked;
    },
    async receive({ headers, body }) {
      const call = { path: { shopId: shop.shopId, webhookKey }, headers, rawBody: Buffer.from(body) };
      await run(
        'receive-ecom-webhook',
        (process) =>
          receiveEcomWebhook({
            settings,
            secrets,
            queue: queueWithFaults(process, ordersQueue),
            clock,
            ids,
            count: () => undefined,
          })(call),
        // Whoever called is told, and does not call again.
      ).catch(() => undefined);
    },
    async sweep() {
      await run(
        'sweep-ecom-orders',
        (process) =>
          sweepEcomOrders({
            table: tableWithFaults(process, table),
            clock,
            ids,
            queue: queueWithFaults(process, ordersQueue),
            settings,
            ecomOf: ecomOf(process),
          }),
        // The schedule runs it again in a minute, whatever became of this run.
      ).catch(() => undefined);
    },
    publishedEventIds: () =>
      bus.published().map(({ detail }) => refundCaseOpenedV1.schema.parse(JSON.parse(detail)).metadata.eventId),
    logged: () => logged,
    counted: () => counted,
    run,
  };
}
