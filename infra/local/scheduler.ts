import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import type { Invocation, Invoke } from './invocation.ts';
import { rateMilliseconds } from './schedule-expression.ts';

/** A schedule of EventBridge Scheduler with a function as its target. */
export type ScheduleSettings = Readonly<{
  name: string;
  /** `rate(...)`; anything else is refused. */
  expression: string;
  retryPolicy?: Readonly<{ maximumRetryAttempts?: number; maximumEventAgeSeconds?: number }>;
  invoke: Invoke;
  /** Takes what no retry could save, with the attributes that Scheduler gives a message in a dead-letter queue. */
  onFailure?: (payloadJson: string, attributes: Record<string, string>) => Promise<void>;
  /** JSON for the function, in which `<aws.scheduler.…>` attributes are filled in. Without it: Scheduler's own event. */
  input?: string;
  scheduleArn?: string;
  targetArn?: string;
  now?: () => number;
  /** Waits until the time is over or the signal aborts; both resolve or reject, only promptly. */
  wait?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  log?: (line: string) => void;
}>;

/** A running schedule. Closing waits for the invocation that is in flight and starts no other. */
export type Schedule = Readonly<{ close(): Promise<void> }>;

type Occurrence = Readonly<{ executionId: string; scheduledTime: string; payloadJson: string; expiresAt: number }>;

// Scheduler's defaults: 185 retries within a day.
const defaultRetryAttempts = 185;
const defaultEventAgeSeconds = 86_400;
const longestPauseMilliseconds = 60_000;

/**
 * Invokes a function at once and then at every interval, one invocation after another: what falls due while one runs
 * or is retried is left out, and nothing is caught up after a standstill. Throws `UnsupportedScheduleError`.
 */
export function startSchedule(settings: ScheduleSettings): Schedule {
  const { name, invoke, onFailure, now = Date.now, log } = settings;
  const wait = settings.wait ?? ((milliseconds, signal) => delay(milliseconds, undefined, { signal }));
  const { maximumRetryAttempts = defaultRetryAttempts, maximumEventAgeSeconds = defaultEventAgeSeconds } =
    settings.retryPolicy ?? {};
  const intervalMilliseconds = rateMilliseconds(settings.expression);
  // Read once here, so that an input that is no JSON stops the start and not the first invocation.
  if (settings.input !== undefined) z.json().parse(JSON.parse(settings.input));
  const closing = new AbortController();
  const startedAt = now();
  const stopped = run();

  async function run(): Promise<void> {
    let dueAt = startedAt;
    while (!closing.signal.aborted) {
      await occur(dueAt);
      const intervalsPassed = Math.floor((now() - startedAt) / intervalMilliseconds);
      dueAt = startedAt + (intervalsPassed + 1) * intervalMilliseconds;
      await pause(dueAt - now());
    }
  }

  async function occur(dueAt: number): Promise<void> {
    const occurrence = occurrenceAt(dueAt);
    for (let retry = 0; ; retry += 1) {
      const outcome = await invoke(JSON.parse(occurrence.payloadJson));
      if (outcome.ok) return;
      log?.(`schedule_failed ${name} ${outcome.errorType}`);
      const condition = exhaustedCondition(occurrence, retry);
      if (condition !== undefined) return giveUp(occurrence, outcome, { retry, condition });
      await pause(Math.min(1000 * 2 ** retry, longestPauseMilliseconds));
      if (closing.signal.aborted) return;
    }
  }

  function exhaustedCondition({ expiresAt }: Occurrence, retry: number): string | undefined {
    if (now() >= expiresAt) return 'MaximumEventAge';
    return retry >= maximumRetryAttempts ? 'MaximumRetryAttempts' : undefined;
  }

  function occurrenceAt(dueAt: number): Occurrence {
    const scheduledTime = `${new Date(dueAt).toISOString().slice(0, 19)}Z`;
    const executionId = randomUUID();
    const scheduleArn = settings.scheduleArn ?? name;
    const payloadJson = settings.input ?? defaultInput;
    const filled = payloadJson
      .replaceAll('<aws.scheduler.schedule-arn>', scheduleArn)
      .replaceAll('<aws.scheduler.scheduled-time>', scheduledTime)
      .replaceAll('<aws.scheduler.execution-id>', executionId)
      .replaceAll('<aws.scheduler.attempt-number>', '1');
    return { executionId, scheduledTime, payloadJson: filled, expiresAt: dueAt + maximumEventAgeSeconds * 1000 };
  }

  async function giveUp(
    { executionId, scheduledTime, payloadJson }: Occurrence,
    { errorType, errorMessage }: Extract<Invocation, { ok: false }>,
    { retry, condition }: Readonly<{ retry: number; condition: string }>,
  ): Promise<void> {
    try {
      await onFailure?.(payloadJson, {
        SCHEDULE_ARN: settings.scheduleArn ?? name,
        TARGET_ARN: settings.targetArn ?? name,
        EXECUTION_ID: executionId,
        EXECUTION_TIME: scheduledTime,
        ERROR_CODE: errorType,
        ERROR_MESSAGE: errorMessage,
        EXHAUSTED_RETRY_CONDITION: condition,
        RETRY_ATTEMPTS: String(retry),
      });
    } catch (error) {
      // The next occurrence does the same work; a schedule that ended here would never do it again.
      log?.(`dead_letter_failed ${name} ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async function pause(milliseconds: number): Promise<void> {
    try {
      await wait(milliseconds, closing.signal);
    } catch (error) {
      if (!closing.signal.aborted) throw error;
    }
  }

  return {
    async close() {
      closing.abort();
      await stopped;
    },
  };
}

const defaultInput = JSON.stringify({
  version: '0',
  id: '<aws.scheduler.execution-id>',
  'detail-type': 'Scheduled Event',
  source: 'aws.scheduler',
  time: '<aws.scheduler.scheduled-time>',
  resources: ['<aws.scheduler.schedule-arn>'],
  detail: '{}',
});
