import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { refundCaseOpenedV1 } from '../../../events/refund-case-opened.v1.ts';
import { chaseRefunds } from '../../../functions/chase-refunds/chase-refunds.ts';
import { openRefundTasks } from '../../../functions/open-refund-tasks/open-refund-tasks.ts';
import { publishOutbox } from '../../../functions/publish-outbox/publish-outbox.ts';
import { reconcileTask } from '../../../functions/reconcile-task/reconcile-task.ts';
import { deadLetterConsumer } from '../../../functions/record-dead-letters/dead-letter-consumer.ts';
import type { ShopSettings } from '../../../shared/domain/shop-settings.ts';
import { eventConsumer } from '../../../shared/lambda/event-consumer.ts';
import type { Log } from '../../../shared/lambda/log.ts';
import { queueConsumer } from '../../../shared/lambda/queue-consumer.ts';
import type { RecordSurroundings } from '../../../shared/lambda/record-acknowledging.ts';
import type { Table } from '../../../shared/ports/table.ts';
import { noteFailedAttempt } from '../../../shared/stores/failed-attempt-store.ts';
import { reconcileTaskMessageSchema } from '../../../shared/stores/reconciliation-message.ts';
import type { FaultPlan } from './fault-plan.ts';
import { type PortCalls, portCalls, type SimulatedProcess } from './port-calls.ts';
import type { SeededRandom } from './seeded-random.ts';
import { simulatedBus } from './simulated-bus.ts';
import { type ReceivedMessage, type SimulatedQueue, simulatedQueue } from './simulated-queue.ts';
import { type SimulatedTable, simulatedTable } from './simulated-table.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';
import { busWithFaults, queueWithFaults, tableWithFaults } from './with-faults.ts';

/** How a run of the system goes wrong. With `random`, bus and queues also deliver twice and out of order. */
export type Disturbance = Readonly<{ plan: FaultPlan; random?: SeededRandom }>;

/** A part of the system that does one round of its work, if it has any; answers whether it had. */
export type Worker = Readonly<{ name: string; work: () => Promise<boolean> }>;

/** The production code over a simulated world. */
export type ReconciliationSystem = Readonly<{
  clock: VirtualClock;
  table: SimulatedTable;
  queues: readonly SimulatedQueue[];
  calls: PortCalls;
  workers: readonly Worker[];
  /** Ids of the events that reached the bus, in order, each as often as it did. */
  publishedEventIds: () => readonly string[];
  /** Runs code as a process of its own over the table; `crashed` when it died before it ended. */
  run<Answer>(code: (table: Table, clock: VirtualClock) => Promise<Answer>): Promise<Answer | 'crashed'>;
}>;

const silentLog: Log = { info: () => undefined, error: () => undefined };
const duplicatePercent = 20;

/** Sets the system up in an empty world. */
export function reconciliationSystem(shop: ShopSettings, { plan, random }: Disturbance): ReconciliationSystem {
  const clock = virtualClock();
  const table = simulatedTable();
  const calls = portCalls(plan);
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
  const { source, detailType } = refundCaseOpenedV1;
  const bus = simulatedBus({ rules: [{ source, detailType, queue: openQueue }], ...(disorder && { disorder }) });

  const run = async <Answer>(code: (process: SimulatedProcess) => Promise<Answer>): Promise<Answer | 'crashed'> => {
    const process = calls.startProcess();
    return Promise.race([code(process), process.crashed.then(() => 'crashed' as const)]);
  };
  const surroundings = (faultyTable: Table): RecordSurroundings => ({
    log: silentLog,
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
    functionOf: (process: SimulatedProcess) => (event: SQSEvent) => Promise<SQSBatchResponse>,
  ): Worker => ({
    name,
    async work() {
      const received = queue.receive();
      if (received.length === 0) return false;
      const answer = await run((process) =>
        functionOf(process)({ Records: received.map((message) => recordOf(queue, message)) }),
      );
      if (answer === 'crashed') return true;
      const failed = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      for (const { messageId, receiptHandle } of received) if (!failed.has(messageId)) queue.delete(receiptHandle);
      return true;
    },
  });

  let published = 0;
  const publisher: Worker = {
    name: 'publish-outbox',
    async work() {
      const changes = table.readStream(published, 100);
      if (changes.length === 0) return false;
      const numbered = changes.map(({ sequenceNumber, newRow, oldRow }) => {
        return { sequenceNumber: String(sequenceNumber), newImage: newRow, oldImage: oldRow };
      });
      const failedAt = await run((process) => publishOutbox({ bus: busWithFaults(process, bus) }, numbered)).catch(
        // The bus said nothing: the stream is read again from where it was.
        () => 'crashed' as const,
      );
      if (failedAt === undefined) published += changes.length;
      else if (failedAt !== 'crashed') published = Number(failedAt) - 1;
      return true;
    },
  };

  const openTasks = consumer('open-refund-tasks', openQueue, (process) => {
    const faultyTable = tableWithFaults(process, table);
    const handler = eventConsumer({
      ...surroundings(faultyTable),
      event: refundCaseOpenedV1,
      handle: (event) =>
        openRefundTasks(
          { table: faultyTable, reconciliationQueue: queueWithFaults(process, reconciliationQueue) },
          event,
        ),
    });
    return (event) => invoke(handler, event);
  });

  const reconcile = consumer('reconcile-task', reconciliationQueue, (process) => {
    const faultyTable = tableWithFaults(process, table);
    const handler = queueConsumer({
      ...surroundings(faultyTable),
      message: reconcileTaskMessageSchema,
      handle: (message) => reconcileTask({ table: faultyTable, clock }, message),
    });
    return (event) => invoke(handler, event);
  });

  const recorders = [openDeadLetters, reconciliationDeadLetters].map((queue) =>
    consumer(`record ${queue.name}`, queue, (process) => {
      const handler = deadLetterConsumer({
        table: tableWithFaults(process, table),
        clock,
        readStreamRecords: () => Promise.reject(new Error('No stream failure is part of this world yet.')),
        log: silentLog,
        count: () => undefined,
      });
      return (event) => invoke(handler, event);
    }),
  );

  let chasedAt = clock.nowMilliseconds();
  const chaser: Worker = {
    name: 'chase-refunds',
    async work() {
      if (clock.nowMilliseconds() - chasedAt < 60_000) return false;
      chasedAt = clock.nowMilliseconds();
      await run((process) =>
        chaseRefunds({
          table: tableWithFaults(process, table),
          settings: { shop: async () => shop, shops: async () => [shop] },
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
    queues: [openQueue, openDeadLetters, reconciliationQueue, reconciliationDeadLetters],
    workers: [publisher, openTasks, reconcile, ...recorders, chaser],
    publishedEventIds: () => bus.published().map(({ detail }) => eventIdOf(detail)),
    run: (code) => run((process) => code(tableWithFaults(process, table), clock)),
  };
}

const eventIdOf = (detail: string): string => refundCaseOpenedV1.schema.parse(JSON.parse(detail)).metadata.eventId;

type Handler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

const invoke = (handler: Handler, event: SQSEvent): Promise<SQSBatchResponse> => handler(event, lambdaContext);

const lambdaContext: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'simulated',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:local:000000000000:function:simulated',
  memoryLimitInMB: '1024',
  awsRequestId: 'simulated',
  logGroupName: '',
  logStreamName: '',
  getRemainingTimeInMillis: () => 30_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};

const arnOf = (queueName: string): string => `arn:aws:sqs:local:000000000000:${queueName}`;

function recordOf(
  queue: SimulatedQueue,
  { messageId, receiptHandle, body, receiveCount, sentAtMilliseconds, attributes, deadLetterSource }: ReceivedMessage,
): SQSRecord {
  const text = (stringValue: string) => ({ stringValue, dataType: 'String' as const });
  return {
    messageId,
    receiptHandle,
    body,
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: String(sentAtMilliseconds),
      SenderId: 'simulated',
      ApproximateFirstReceiveTimestamp: String(sentAtMilliseconds),
      ...(deadLetterSource && { DeadLetterQueueSourceArn: arnOf(deadLetterSource) }),
    },
    messageAttributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, text(value)])),
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: arnOf(queue.name),
    awsRegion: 'local',
  };
}
