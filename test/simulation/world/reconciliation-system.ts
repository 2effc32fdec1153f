import { refundCaseOpenedV1 } from '../../../events/refund-case-opened.v1.ts';
import { chaseRefunds } from '../../../functions/chase-refunds/chase-refunds.ts';
import { openRefundTasks } from '../../../functions/open-refund-tasks/open-refund-tasks.ts';
import { reconcile } from '../../../functions/reconcile-task/reconcile.ts';
import { deadLetterConsumer } from '../../../functions/record-dead-letters/dead-letter-consumer.ts';
import type { ShopSettings } from '../../../shared/domain/shop-settings.ts';
import { eventConsumer } from '../../../shared/lambda/event-consumer.ts';
import type { Log, LogFields } from '../../../shared/lambda/log.ts';
import { queueConsumer } from '../../../shared/lambda/queue-consumer.ts';
import type { RecordSurroundings } from '../../../shared/lambda/record-acknowledging.ts';
import type { Table } from '../../../shared/ports/table.ts';
import { noteFailedAttempt } from '../../../shared/stores/failed-attempt-store.ts';
import { reconciliationMessageSchema } from '../../../shared/stores/reconciliation-message.ts';
import type { FaultPlan } from './fault-plan.ts';
import { type Operator, operatorOf } from './operator.ts';
import { outboxWork, recordsOf } from './outbox-worker.ts';
import { type PortCalls, portCalls, type SimulatedProcess } from './port-calls.ts';
import type { SeededRandom } from './seeded-random.ts';
import { seededTurns } from './seeded-turns.ts';
import { simulatedBus } from './simulated-bus.ts';
import { environmentsOf, invokeWith, type QueueHandler } from './simulated-invocation.ts';
import { type ReceivedMessage, type SimulatedQueue, simulatedQueue } from './simulated-queue.ts';
import { type SimulatedTable, simulatedTable } from './simulated-table.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';
import { busWithFaults, queueWithFaults, tableWithFaults } from './with-faults.ts';

/**
 * How a run of the system goes wrong. With `random`, bus and queues also deliver twice and out of order, and what is done
 * side by side meets in every order. `isTold` makes the trace say what each call was about.
 */
export type Disturbance = Readonly<{
  plan: FaultPlan;
  random?: SeededRandom | undefined;
  isTold?: boolean | undefined;
}>;

/** A part of the system that does one round of its work, if it has any; answers whether it had. */
export type Worker = Readonly<{ name: string; work: () => Promise<boolean> }>;

/** The production code over a simulated world. */
export type ReconciliationSystem = Readonly<{
  clock: VirtualClock;
  table: SimulatedTable;
  queues: readonly SimulatedQueue[];
  calls: PortCalls;
  workers: readonly Worker[];
  /** Ids of the events that reached the bus. */
  publishedEventIds: () => ReadonlySet<string>;
  /** Everything that stands in log lines. */
  logged: () => readonly LogFields[];
  operator: Operator;
  /** What the disorder of this world follows from, for whoever acts in it. */
  random: SeededRandom | undefined;
  /** Runs code as a process of its own over the table; `crashed` when it died before it ended. */
  run<Answer>(name: string, code: (table: Table, clock: VirtualClock) => Promise<Answer>): Promise<Answer | 'crashed'>;
}>;

const duplicatePercent = 20;

// Most of the times that a worker is asked it has nothing to do.
const idle: Promise<boolean> = Promise.resolve(false);

// In these stories no provider says anything, and nobody asks one.
const noProviders = {
  secrets: { ofShop: async () => ({ providers: [] }) },
  questionsOf: () => undefined,
  count: () => undefined,
  httpTo: (): never => {
    throw new Error('No provider is asked here.');
  },
};

/** Sets the system up in an empty world. */
export function reconciliationSystem(shop: ShopSettings, { plan, random, isTold }: Disturbance): ReconciliationSystem {
  const clock = virtualClock();
  const settings = { shop: async () => shop, shops: async () => [shop] };
  const table = simulatedTable();
  const calls = portCalls(plan, { turns: random && seededTurns(random), isTold });
  const logged: LogFields[] = [];
  const log: Log = { info: (_, fields) => logged.push(fields), error: (_, fields) => logged.push(fields) };
  const disorder = random && { random, duplicatePercent };
  const queueNamed = (name: string, deadLetterQueue?: SimulatedQueue) =>
    simulatedQueue(clock, {
      name,
      visibilityTimeoutSeconds: 180,
      ...(disorder && { disorder }),
      ...(deadLetterQueue && { redrive: { deadLetterQueue, maxReceiveCount: 5 } }),
    });
  const openDeadLetters = queueNamed('open-refund-tasks-dead-letters');
  const openQueue = queueNamed('open-refund-tasks', openDeadLetters);
  const reconciliationDeadLetters = queueNamed('reconciliation-dead-letters');
  const reconciliationQueue = queueNamed('reconciliation', reconciliationDeadLetters);
  const outboxFailures = queueNamed('outbox-failures');
  const { source, detailType } = refundCaseOpenedV1;
  const bus = simulatedBus({ rules: [{ source, detailType, queue: openQueue }], ...(disorder && { disorder }) });
  // By what was published: the same again is the same text.
  const eventIds = new Map<string, string>();
  function publishedEventIds(): ReadonlySet<string> {
    for (const { detail } of bus.published()) {
      if (!eventIds.has(detail)) eventIds.set(detail, eventIdOf(detail));
    }
    return new Set(eventIds.values());
  }

  const run = async <Answer>(
    name: string,
    code: (process: SimulatedProcess) => Promise<Answer>,
  ): Promise<Answer | 'crashed'> => {
    const process = calls.startProcess(name);
    return Promise.race([code(process), process.crashed.then(() => 'crashed' as const)]);
  };
  const surroundings = (faultyTable: Table): RecordSurroundings => ({
    log,
    count: () => undefined,
    noteFailedTry: ({ queueName, messageId, attempt, errorCode }) =>
      noteFailedAttempt(
        faultyTable,
        queueName,
        messageId,
        { attempt, errorCode, failedAt: clock.now() },
        Math.floor(clock.nowMilliseconds() / 1000),
      ),
  });

  /** Gives a function what its queue has, and deletes what it does not hand back; a function that dies hands back all. */
  const consumer = (
    name: string,
    queue: SimulatedQueue,
    functionOf: (process: SimulatedProcess) => QueueHandler,
  ): Worker => {
    const handlerIn = environmentsOf(functionOf);
    async function workThrough(received: readonly ReceivedMessage[]): Promise<true> {
      const answer = await run(name, (process) => invokeWith(handlerIn(process), queue.name, received));
      if (answer === 'crashed') return true;
      const failed = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      for (const { messageId, receiptHandle } of received) if (!failed.has(messageId)) queue.delete(receiptHandle);
      return true;
    }
    return {
      name,
      work() {
        const received = queue.receive();
        return received.length === 0 ? idle : workThrough(received);
      },
    };
  };

  const publisher: Worker = {
    name: 'publish-outbox',
    work: outboxWork({
      table,
      failures: outboxFailures,
      busOf: (process) => busWithFaults(process, bus),
      run: (code) => run('publish-outbox', code),
    }),
  };

  const openTasks = consumer('open-refund-tasks', openQueue, (process) => {
    const faultyTable = tableWithFaults(process, table);
    return eventConsumer({
      ...surroundings(faultyTable),
      event: refundCaseOpenedV1,
      handle: (event) =>
        openRefundTasks(
          { table: faultyTable, clock, reconciliationQueue: queueWithFaults(process, reconciliationQueue) },
          event,
        ),
    });
  });

  const reconciler = consumer('reconcile-task', reconciliationQueue, (process) => {
    const faultyTable = tableWithFaults(process, table);
    return queueConsumer({
      ...surroundings(faultyTable),
      message: reconciliationMessageSchema,
      handle: (message) => reconcile({ ...noProviders, table: faultyTable, settings, clock }, message),
    });
  });

  const recorders = [openDeadLetters, reconciliationDeadLetters, outboxFailures].map((queue) =>
    consumer(`record ${queue.name}`, queue, (process) =>
      deadLetterConsumer({
        table: tableWithFaults(process, table),
        clock,
        readStreamRecords: recordsOf(table),
        log,
        count: () => undefined,
      }),
    ),
  );

  let chasedAt = clock.nowMilliseconds();
  const chaser: Worker = {
    name: 'chase-refunds',
    async work() {
      if (clock.nowMilliseconds() - chasedAt < 60_000) return false;
      chasedAt = clock.nowMilliseconds();
      await run('chase-refunds', (process) =>
        chaseRefunds({
          table: tableWithFaults(process, table),
          settings,
          reconciliationQueue: queueWithFaults(process, reconciliationQueue),
          clock,
        }),
      ).catch(() => undefined);
      return true;
    },
  };

  return {
    clock,
    table,
    calls,
    queues: [openQueue, openDeadLetters, reconciliationQueue, reconciliationDeadLetters, outboxFailures],
    workers: [publisher, openTasks, reconciler, ...recorders, chaser],
    publishedEventIds,
    logged: () => logged,
    random,
    operator: operatorOf({
      shopId: shop.shopId,
      clock,
      table,
      queues: { 'open-refund-tasks': openQueue, 'reconcile-task': reconciliationQueue },
      tableOf: (process) => tableWithFaults(process, table),
      busOf: (process) => busWithFaults(process, bus),
      run,
    }),
    run: (name, code) => run(name, (process) => code(tableWithFaults(process, table), clock)),
  };
}

const eventIdOf = (detail: string): string => refundCaseOpenedV1.schema.parse(JSON.parse(detail)).metadata.eventId;
