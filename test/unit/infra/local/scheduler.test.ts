import { describe, expect, it } from 'vitest';
import type { Invocation } from '../../../../infra/local/invocation.ts';
import { UnsupportedScheduleError } from '../../../../infra/local/schedule-expression.ts';
import { type ScheduleSettings, startSchedule } from '../../../../infra/local/scheduler.ts';

const succeeded: Invocation = { ok: true, result: null };
const failed: Invocation = { ok: false, errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out' };
const startOfTime = Date.UTC(2026, 0, 1);

/** A clock that stands still but for pauses, which end at once, and for what an invocation takes. */
function aSchedule(
  outcomes: readonly Invocation[],
  { invocationMilliseconds = 0, ...settings }: Partial<ScheduleSettings & { invocationMilliseconds: number }> = {},
) {
  let elapsed = 0;
  const pauses: number[] = [];
  const invokedAt: number[] = [];
  const payloads: unknown[] = [];
  const dead: [string, Record<string, string>][] = [];
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  const schedule = startSchedule({
    name: 'chase',
    expression: 'rate(1 minute)',
    now: () => startOfTime + elapsed,
    wait: async (milliseconds, signal) => {
      if (signal.aborted) return;
      pauses.push(milliseconds);
      elapsed += milliseconds;
    },
    invoke: async (payload) => {
      invokedAt.push(elapsed);
      payloads.push(payload);
      await new Promise(setImmediate);
      elapsed += invocationMilliseconds;
      const outcome = outcomes[payloads.length - 1] ?? succeeded;
      if (payloads.length < outcomes.length) return outcome;
      schedule.close().then(end, end);
      return outcome;
    },
    onFailure: async (...letter) => {
      dead.push(letter);
    },
    ...settings,
  });
  return { over, pauses, invokedAt, payloads, dead };
}

describe('a schedule on one machine', () => {
  it('runs at once and then at every interval', async () => {
    const { over, invokedAt } = aSchedule([succeeded, succeeded, succeeded], { expression: 'rate(5 minutes)' });
    await over;
    expect(invokedAt).toEqual([0, 300_000, 600_000]);
  });

  it('leaves out what fell due while an invocation ran', async () => {
    const { over, invokedAt } = aSchedule([succeeded, succeeded, succeeded], { invocationMilliseconds: 150_000 });
    await over;
    expect(invokedAt).toEqual([0, 180_000, 360_000]);
  });

  it('tries a failed invocation again, ever later, and hands nothing over when one succeeds', async () => {
    const { over, pauses, dead } = aSchedule([failed, failed, succeeded, succeeded]);
    await over;
    expect(pauses.slice(0, 2)).toEqual([1000, 2000]);
    expect(dead).toEqual([]);
  });

  it('hands over what the allowed retries could not save, and goes on', async () => {
    const { over, payloads, dead } = aSchedule([failed, failed, failed, succeeded], {
      retryPolicy: { maximumRetryAttempts: 2, maximumEventAgeSeconds: 300 },
      scheduleArn: 'arn:schedule',
      targetArn: 'arn:function',
    });
    await over;
    expect(payloads).toHaveLength(4);
    expect(dead).toHaveLength(1);
    const [[payload = '{}', attributes] = []] = dead;
    expect(JSON.parse(payload)).toEqual(payloads[0]);
    expect(attributes).toMatchObject({
      SCHEDULE_ARN: 'arn:schedule',
      TARGET_ARN: 'arn:function',
      EXECUTION_TIME: '2026-01-01T00:00:00Z',
      ERROR_CODE: 'Sandbox.Timedout',
      EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      RETRY_ATTEMPTS: '2',
    });
  });

  it('gives up an event that is too old, whatever retries are left', async () => {
    const { over, dead } = aSchedule([failed, failed, failed, succeeded], {
      retryPolicy: { maximumEventAgeSeconds: 3 },
    });
    await over;
    expect(dead.map(([, attributes]) => attributes.EXHAUSTED_RETRY_CONDITION)).toEqual(['MaximumEventAge']);
  });

  it('goes on when the dead letter could not be stored either, and says so', async () => {
    const lines: string[] = [];
    const { over, payloads } = aSchedule([failed, succeeded], {
      retryPolicy: { maximumRetryAttempts: 0 },
      onFailure: async () => {
        throw new Error('away');
      },
      log: (line) => lines.push(line),
    });
    await over;
    expect(payloads).toHaveLength(2);
    expect(lines).toContain('dead_letter_failed chase away');
  });

  it("gives the function Scheduler's own event unless the schedule has an input", async () => {
    const plain = aSchedule([succeeded], { scheduleArn: 'arn:schedule' });
    await plain.over;
    expect(plain.payloads[0]).toMatchObject({
      'detail-type': 'Scheduled Event',
      source: 'aws.scheduler',
      time: '2026-01-01T00:00:00Z',
      resources: ['arn:schedule'],
    });
    const own = aSchedule([succeeded], { input: '{"due":"<aws.scheduler.scheduled-time>"}' });
    await own.over;
    expect(own.payloads).toEqual([{ due: '2026-01-01T00:00:00Z' }]);
  });

  it('ends only after the invocation in flight', async () => {
    const { promise, resolve } = Promise.withResolvers<Invocation>();
    const schedule = startSchedule({ name: 'chase', expression: 'rate(1 hour)', invoke: () => promise });
    let isClosed = false;
    const closed = schedule.close().then(() => {
      isClosed = true;
    });
    await new Promise(setImmediate);
    expect(isClosed).toBe(false);
    resolve(succeeded);
    await closed;
    expect(isClosed).toBe(true);
  });

  it('ends a pause at once when it is closed', async () => {
    let invocations = 0;
    const invoke = async () => {
      invocations += 1;
      return succeeded;
    };
    const schedule = startSchedule({ name: 'chase', expression: 'rate(1 day)', invoke });
    await new Promise(setImmediate);
    await schedule.close();
    expect(invocations).toBe(1);
  });

  it.each(['cron(0 8 * * ? *)', 'at(2026-01-01T00:00:00)', 'rate(1 minutes)', 'rate(2 minute)', 'rate(0 minutes)'])(
    'refuses %s at the start',
    (expression) => {
      expect(() => startSchedule({ name: 'chase', expression, invoke: async () => succeeded })).toThrow(
        UnsupportedScheduleError,
      );
    },
  );
});
