import { setTimeout as delay } from 'node:timers/promises';
import type { Invocation, Invoke } from './invocation.ts';
import { failedItems } from './item-failures.ts';
import type { GivenUp, StreamEventRecord } from './stream-event.ts';

/** How a function is given records of a stream, and for how long. */
export type BatchRules = Readonly<{
  invoke: Invoke;
  /** Tries after the first; without a number it is tried until it works, and holds up the shard. */
  maxRetryAttempts: number | undefined;
  maxRecordAgeSeconds: number | undefined;
  /** Whether a batch that failed is halved, which finds the record that fails and does not count as a retry. */
  bisectsOnError: boolean;
  reportsItemFailures: boolean;
  /** Told of what is given up, before anything after it is handled. */
  giveUp: (givenUp: GivenUp) => Promise<void>;
  pauseMilliseconds: (retry: number) => number;
  log: (line: string) => void;
  signal: AbortSignal;
}>;

type Records = readonly StreamEventRecord[];
type NonEmpty = readonly [StreamEventRecord, ...StreamEventRecord[]];

const isNonEmpty = (records: Records): records is NonEmpty => records.length > 0;

/**
 * Has a function handle records in their order; nothing after a record is handled before that record succeeded or was
 * given up. Answers false when it was interrupted by the signal, with records left that are neither.
 */
export async function handleBatch(records: Records, rules: BatchRules): Promise<boolean> {
  if (!isNonEmpty(records)) return true;
  let left: NonEmpty = records;
  for (let invokeCount = 1; ; invokeCount += 1) {
    const outcome = await rules.invoke({ Records: left.map(({ event }) => event) });
    const unhandled = left.slice(handledBy(outcome, left, rules));
    if (!isNonEmpty(unhandled)) return true;
    if (rules.signal.aborted) return false;
    rules.log(`stream_batch_failed ${unhandled.length} of ${left.length} ${reasonOf(outcome)}`);
    if (unhandled.length < left.length) return handleBatch(unhandled, rules);
    if (rules.bisectsOnError && left.length > 1) return handleHalves(left, rules);
    const condition = exhausted(left, invokeCount, rules);
    if (condition) {
      await rules.giveUp({ condition, invokeCount, records: left });
      return true;
    }
    left = unhandled;
    await pause(rules, invokeCount);
  }
}

async function handleHalves(records: NonEmpty, rules: BatchRules): Promise<boolean> {
  const middle = Math.ceil(records.length / 2);
  return (await handleBatch(records.slice(0, middle), rules)) && (await handleBatch(records.slice(middle), rules));
}

/** How many records from the start on are handled: all before the first that failed. */
function handledBy(outcome: Invocation, records: NonEmpty, { reportsItemFailures }: BatchRules): number {
  if (!outcome.ok) return 0;
  if (!reportsItemFailures) return records.length;
  const failed = failedItems(
    outcome.result,
    records.map(({ sequenceNumber }) => sequenceNumber),
  );
  const first = records.findIndex(({ sequenceNumber }) => failed.has(sequenceNumber));
  return first === -1 ? records.length : first;
}

function exhausted([first]: NonEmpty, invokeCount: number, rules: BatchRules): GivenUp['condition'] | undefined {
  const { maxRetryAttempts, maxRecordAgeSeconds } = rules;
  if (maxRetryAttempts !== undefined && invokeCount > maxRetryAttempts) return 'RetryAttemptsExhausted';
  const ageSeconds = (Date.now() - first.createdAt.getTime()) / 1000;
  return maxRecordAgeSeconds !== undefined && ageSeconds > maxRecordAgeSeconds ? 'RecordAgeExceeded' : undefined;
}

async function pause({ pauseMilliseconds, signal }: BatchRules, retry: number): Promise<void> {
  await delay(pauseMilliseconds(retry), undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

const reasonOf = (outcome: Invocation): string =>
  outcome.ok ? 'item failures' : `${outcome.errorType} ${outcome.errorMessage}`;
