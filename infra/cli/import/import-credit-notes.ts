import type { AvoirClient } from '../avoir-client.ts';
import type { RetailCounts, SimulatedRetail } from '../simulated-retail.ts';
import { articlesOf } from './articles.ts';
import { resolveCreditNotes } from './credit-note-resolution.ts';
import { type CreditRequest, orderNumberOf, requestsOf, unknownOrderNumber } from './credit-requests.ts';
import { type ExpectedReturn, expectedReturns } from './expected-returns.ts';
import type { ImportJournal } from './import-journal.ts';
import type { ImportProgress } from './import-progress.ts';
import { type ImportReport, reportOf } from './import-report.ts';
import { workInLanes } from './lanes.ts';
import type { Invoice } from './online-retail-file.ts';
import { type RequestOutcome, sendRequest } from './request-sending.ts';
import { reviveLetters } from './revived-letters.ts';
import { awaitStock, changesOf, type StockWaiting } from './stock-check.ts';
import type { StockReport } from './stock-report.ts';
import { awaitTasks, expectedTasks, type FoundTasks, listTasks, taskKey } from './task-check.ts';

/** What an import works with. */
export type ImportTools = Readonly<{
  client: AvoirClient;
  journal: ImportJournal;
  progress: ImportProgress;
  /** The shop's simulated Retail, where it has one. */
  retail?: SimulatedRetail | undefined;
  /** Aborted when the import shall end what is in flight and begin nothing more. */
  stop: AbortSignal;
  pause: (milliseconds: number) => Promise<void>;
}>;

/** What is imported: the invoices of a year into a shop; only the first credit notes where `first` is given. */
export type ImportOrder = Readonly<{
  invoices: readonly Invoice[];
  shopId: string;
  first?: number | undefined;
  concurrency: number;
  /** Of a hundred requests to the simulated Retail so many fail; what dies of it is sent back. */
  faultPercent?: number | undefined;
}>;

/** How an import ended: with a report, or stopped after so many of its requests. Stock comes after the last task. */
export type ImportEnd =
  | Readonly<{
      kind: 'reported';
      report: ImportReport;
      sendingSeconds: number;
      stockSeconds: number;
      /** Dead letters that were sent back meanwhile. */
      revivedLetters: number;
      /** What Retail was asked for since the machine was started. */
      retailTraffic: RetailCounts['traffic'] | undefined;
    }>
  | Readonly<{ kind: 'stopped'; answered: number; total: number }>;

/**
 * Plays the credit notes of a year through a running system and reports whether all came out as it should. May be
 * stopped, killed and run again: each request carries its own id, so asking twice opens no second case.
 */
export async function importCreditNotes(order: ImportOrder, tools: ImportTools): Promise<ImportEnd> {
  const { journal, progress, stop } = tools;
  const notes = resolveCreditNotes(order.invoices).slice(0, order.first);
  const requests = notes.flatMap(requestsOf);
  const outcomes = new Map<string, RequestOutcome>();
  const stopped = () => ({ kind: 'stopped', answered: outcomes.size, total: requests.length }) as const;
  try {
    const asked = new Set(requests.map(({ requestId }) => requestId));
    const earlier = await stillTrue(order.shopId, tools);
    for (const outcome of earlier.filter(({ requestId }) => asked.has(requestId)))
      outcomes.set(outcome.requestId, outcome);
    if (outcomes.size > 0) progress.say(`Going on after ${outcomes.size} accepted requests of an earlier run.`);
    await tools.retail?.countIn(articlesOf(order.invoices));
    if (order.faultPercent !== undefined) await tools.retail?.fail(order.faultPercent);
    const startedAt = performance.now();
    await send(requests, outcomes, order, tools);
    await journal.save();
    if (stop.aborted) return stopped();
    const tasks = await seeTasks(requests, outcomes, order.shopId, tools);
    const sendingSeconds = (performance.now() - startedAt) / 1000;
    let revivedLetters = 0;
    const revive = async (): Promise<void> => {
      revivedLetters += await reviveLetters(tools.client, order.shopId, stop);
    };
    const onStandstill = order.faultPercent === undefined ? undefined : revive;
    const stock = await seeStock(expectedReturns(requests, outcomes), order.shopId, { ...tools, onStandstill });
    const stockSeconds = (performance.now() - startedAt) / 1000;
    return {
      kind: 'reported',
      report: reportOf({ notes, requests, outcomes, tasks, stock }),
      sendingSeconds,
      stockSeconds,
      revivedLetters,
      retailTraffic: (await tools.retail?.counts())?.traffic,
    };
  } catch (error) {
    await journal.save();
    if (stop.aborted && isAbort(error)) return stopped();
    throw error;
  } finally {
    progress.end();
    if (order.faultPercent !== undefined) await tools.retail?.fail(0);
  }
}

/**
 * What the journal says was accepted and the system still shows a task for. All else is asked again, so that nothing is
 * claimed that a fresh system does not have.
 */
async function stillTrue(shopId: string, { client, journal }: ImportTools): Promise<readonly RequestOutcome[]> {
  if (journal.outcomes.size === 0) return [];
  const tasks = await listTasks(client, shopId);
  return [...journal.outcomes.values()].filter((outcome) => {
    const expected = expectedTasks([outcome]);
    return expected.length > 0 && expected.every((task) => tasks.has(taskKey(task)));
  });
}

async function send(
  requests: readonly CreditRequest[],
  outcomes: Map<string, RequestOutcome>,
  { shopId, concurrency }: ImportOrder,
  { client, journal, progress, stop }: ImportTools,
): Promise<void> {
  const open = requests.filter(({ requestId }) => !outcomes.has(requestId));
  progress.begin(requests.length, 'requests', outcomes.size);
  await workInLanes(open, { laneOf, concurrency, stop }, async (request) => {
    const outcome = await sendRequest(client, shopId, request);
    outcomes.set(outcome.requestId, outcome);
    progress.reach(outcomes.size);
    await journal.record(outcome);
  });
  progress.end();
}

/** One lane per order, for the order of its requests decides who gets the last piece; nothing binds the others. */
function laneOf(request: CreditRequest): string {
  const orderNumber = orderNumberOf(request);
  return orderNumber === unknownOrderNumber ? request.requestId : orderNumber;
}

async function seeTasks(
  requests: readonly CreditRequest[],
  outcomes: ReadonlyMap<string, RequestOutcome>,
  shopId: string,
  { client, progress, pause }: ImportTools,
): Promise<FoundTasks> {
  const awaited = expectedTasks(requests.flatMap(({ requestId }) => outcomes.get(requestId) ?? []));
  progress.begin(awaited.length, 'refund tasks seen');
  return awaitTasks(client, shopId, awaited, { pause, onProgress: (found) => progress.reach(found) });
}

async function seeStock(
  returns: readonly ExpectedReturn[],
  shopId: string,
  { retail, progress, pause, onStandstill }: ImportTools & Pick<StockWaiting, 'onStandstill'>,
): Promise<StockReport | undefined> {
  if (retail === undefined) return undefined;
  progress.end();
  progress.begin(changesOf(returns), 'refund sales and corrections in Retail');
  return awaitStock(
    retail,
    { shopId, returns },
    {
      pause,
      onProgress: (changes) => progress.reach(changes),
      ...(onStandstill && { onStandstill }),
    },
  );
}

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';
