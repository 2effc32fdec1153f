import { eventAttributeSchema } from '../../../events/envelope.ts';
import { providerRefundSeenV1 } from '../../../events/provider-refund-seen.v1.ts';
import { refundCaseOpenedV1 } from '../../../events/refund-case-opened.v1.ts';
import { acceptCreditNote } from '../../../functions/accept-credit-note/accept-credit-note.ts';
import { chaseRefunds } from '../../../functions/chase-refunds/chase-refunds.ts';
import { importReport } from '../../../functions/import-report/import-report.ts';
import { matchRefunds } from '../../../functions/match-refunds/match-refunds.ts';
import { openRefundTasks } from '../../../functions/open-refund-tasks/open-refund-tasks.ts';
import { receiveProviderWebhook } from '../../../functions/receive-provider-webhook/receive-provider-webhook.ts';
import { receiveReport } from '../../../functions/receive-report/receive-report.ts';
import { reconcile } from '../../../functions/reconcile-task/reconcile.ts';
import { eventConsumer } from '../../../shared/lambda/event-consumer.ts';
import { queueConsumer } from '../../../shared/lambda/queue-consumer.ts';
import type { RecordSurroundings } from '../../../shared/lambda/record-acknowledging.ts';
import type { Http } from '../../../shared/ports/http.ts';
import { questionsOf } from '../../../shared/providers/provider-questions.ts';
import { webhookReaderOf } from '../../../shared/providers/provider-webhooks.ts';
import { caseKey } from '../../../shared/stores/keys.ts';
import { reconciliationMessageSchema } from '../../../shared/stores/reconciliation-message.ts';
import { reportMessageSchema } from '../../../shared/stores/report-message.ts';
import { inMemoryReportFiles } from '../../support/in-memory-report-files.ts';
import { aShop, id } from '../../support/orders.ts';
import { aCreditNoteRequest, aSnapshot } from '../../support/requests.ts';
import { accountKeys } from '../../support/simulated-account.ts';
import type { FaultPlan } from '../world/fault-plan.ts';
import { outboxWork } from '../world/outbox-worker.ts';
import { portCalls, type SimulatedProcess } from '../world/port-calls.ts';
import type { SeededRandom } from '../world/seeded-random.ts';
import { seededTurns } from '../world/seeded-turns.ts';
import { simulatedBus } from '../world/simulated-bus.ts';
import { environmentsOf, invokeWith, type QueueHandler } from '../world/simulated-invocation.ts';
import { type SimulatedQueue, simulatedQueue } from '../world/simulated-queue.ts';
import { simulatedTable } from '../world/simulated-table.ts';
import { virtualClock } from '../world/virtual-clock.ts';
import { busWithFaults, httpWithFaults, queueWithFaults, tableWithFaults } from '../world/with-faults.ts';
import { decide } from './provider-people.ts';
import type { Decided, Happening } from './provider-stories.ts';
import { simulatedStripe, stripeAccount } from './simulated-stripe.ts';

/**
 * How a run goes wrong: faults of single calls, and answers of the provider that are none. With `random` everything that
 * is told comes late, twice and out of order as well, and what is done side by side meets in every order.
 */
export type ProviderDisturbance = Readonly<{
  plan: FaultPlan;
  isProviderBusy?: () => 429 | 503 | undefined;
  random?: SeededRandom | undefined;
  isTold?: boolean | undefined;
}>;

const duplicatePercent = 20;
const shopId = id.shop('demo');
const shop = aShop({
  providers: [stripeAccount],
  paymentMethods: [{ ecomPaymentId: 'stripe', provider: 'stripe', account: 'main', refundMode: 'portal' }],
});
const keys = { ...stripeAccount, webhookKeys: ['key'], webhookSecrets: ['A1B2'], credentials: accountKeys.stripe };
const settings = { shop: async () => shop, shops: async () => [shop] };
const secrets = { ofShop: async () => ({ providers: [keys] }) };
const surroundings: RecordSurroundings = {
  log: { info: () => undefined, error: () => undefined },
  count: () => undefined,
  noteFailedTry: async () => undefined,
};

/** The shop of all stories, with its one account. */
export const storyShop = { ...shop, shopId };

/** Sets the production code up over a simulated world with an account at Stripe. */
export function providerSystem({ plan, isProviderBusy = () => undefined, random, isTold }: ProviderDisturbance) {
  const clock = virtualClock();
  const table = simulatedTable();
  const stripe = simulatedStripe(clock);
  const calls = portCalls(plan, { turns: random && seededTurns(random), isTold });
  const disorder = random && { random, duplicatePercent };
  const queueNamed = (name: string) =>
    simulatedQueue(clock, { name, visibilityTimeoutSeconds: 180, ...(disorder && { disorder }) });
  const reconciliationQueue = queueNamed('reconciliation');
  const matchQueue = queueNamed('match-refunds');
  const reportQueue = queueNamed('reports');
  const files = inMemoryReportFiles(clock);
  const outboxFailures = queueNamed('outbox-failures');
  const { source, detailType } = providerRefundSeenV1;
  const bus = simulatedBus({ rules: [{ source, detailType, queue: matchQueue }], ...(disorder && { disorder }) });

  // What is limited or down was not done, and says so.
  const http: Http = {
    async send(request) {
      const status = isProviderBusy();
      return status === undefined ? stripe.http.send(request) : { status, headers: { 'retry-after': '1' }, body: '' };
    },
  };
  const reached = (process: SimulatedProcess) => ({
    table: tableWithFaults(process, table),
    clock,
    settings,
    secrets,
    questionsOf,
    count: () => undefined,
    reconciliationQueue: queueWithFaults(process, reconciliationQueue),
    reportQueue: queueWithFaults(process, reportQueue),
    http: httpWithFaults(process, http),
    httpTo: () => httpWithFaults(process, http),
    webhookReaderOf,
    trustedRoots: () => [],
    files,
    sliceMilliseconds: 1_000,
    noteMilliseconds: 1_000,
  });

  const run = async <Answer>(
    name: string,
    code: (process: SimulatedProcess) => Promise<Answer>,
  ): Promise<Answer | 'crashed'> => {
    const process = calls.startProcess(name);
    return Promise.race([code(process), process.crashed.then(() => 'crashed' as const)]);
  };
  /** Whether something was done and answered; whoever got no answer tries again. */
  const isDone = async (name: string, code: (process: SimulatedProcess) => Promise<boolean>): Promise<boolean> =>
    (await run(name, code).catch(() => false)) === true;

  const consumer = (
    name: string,
    queue: SimulatedQueue,
    functionOf: (process: SimulatedProcess) => QueueHandler,
  ): (() => Promise<boolean>) => {
    const handlerIn = environmentsOf(functionOf);
    return async () => {
      const received = queue.receive();
      if (received.length === 0) return false;
      const answer = await run(name, (process) => invokeWith(handlerIn(process), queue.name, received));
      if (answer === 'crashed') return true;
      const failed = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      for (const { messageId, receiptHandle } of received) if (!failed.has(messageId)) queue.delete(receiptHandle);
      return true;
    };
  };

  const workers = [
    outboxWork({
      table,
      failures: outboxFailures,
      busOf: (process) => busWithFaults(process, bus),
      run: (code) => run('publish-outbox', code),
    }),
    consumer('match-refunds', matchQueue, (process) =>
      eventConsumer({
        ...surroundings,
        event: providerRefundSeenV1,
        handle: (event) => matchRefunds(reached(process), event),
      }),
    ),
    consumer('reconcile-task', reconciliationQueue, (process) =>
      queueConsumer({
        ...surroundings,
        message: reconciliationMessageSchema,
        handle: (message) => reconcile(reached(process), message),
      }),
    ),
    consumer('import-report', reportQueue, (process) =>
      queueConsumer({
        ...surroundings,
        message: reportMessageSchema,
        handle: (message) => importReport(reached(process), message),
      }),
    ),
  ];

  const path = { provider: 'stripe', shopId, webhookKey: 'key' };
  return {
    clock,
    table,
    stripe,
    calls,
    random,
    workers,
    queues: [reconciliationQueue, matchQueue, reportQueue, outboxFailures],
    chase: () => run('chase-refunds', (process) => chaseRefunds(reached(process))).catch(() => undefined),
    receive: (call: ReturnType<typeof stripe.signedNow>) =>
      isDone('receive-webhook', async (process) => {
        const { status } = await receiveProviderWebhook(reached(process))({ path, ...call });
        return status === 202;
      }),
    handIn: (csv: string) =>
      isDone('receive-report', async (process) => {
        const about = { shopId, shop, provider: 'stripe', account: 'main', bytes: Buffer.from(csv), by: 'anna' };
        const { kind } = await receiveReport(reached(process), about);
        return kind === 'taken' || kind === 'known';
      }),
    decide: (decided: Decided, refundIds: readonly string[]) =>
      isDone('person', (process) => decide(reached(process), storyShop, decided, refundIds)),
    /** A credit note is accepted; its task is opened by whoever hears of it. */
    async credit({ creditNoteId, orderNumber, paymentId, pieces }: Extract<Happening, { kind: 'credit' }>) {
      const payment = {
        kind: 'provider',
        method: 'stripe',
        amountMinor: 2500,
        paidAt: '2026-11-02T15:00:00.000Z',
        ...(paymentId && { provider: 'stripe', account: 'main', providerPaymentId: paymentId }),
      };
      const request = aCreditNoteRequest({
        creditNoteId,
        orderNumber,
        lines: [{ orderLineId: '1', quantity: pieces }],
        order: aSnapshot({ orderNumber, payments: [payment] }),
      });
      const answer = await acceptCreditNote({ table, clock }, { shopId, shop, request, dryRun: false });
      if (!('caseId' in answer)) throw new Error(`The credit note was not accepted: ${answer.kind}`);
      const row = await table.get(caseKey(shopId, answer.caseId));
      return refundCaseOpenedV1.schema.parse(JSON.parse(eventAttributeSchema.parse(row?.event).detail));
    },
    open: (event: Parameters<typeof openRefundTasks>[1]) =>
      isDone('open-refund-tasks', async (process) => {
        await openRefundTasks(reached(process), event);
        return true;
      }),
    /** Everything that was ever published goes out again, and every task and refund is looked at once more. */
    async sayAgain(about: readonly object[]) {
      await bus.publish([...bus.published()]);
      await reconciliationQueue.send(about.map((message) => ({ body: JSON.stringify(message) })));
    },
  };
}

/** The production code over a simulated world with an account at a provider. */
export type ProviderSystem = ReturnType<typeof providerSystem>;
