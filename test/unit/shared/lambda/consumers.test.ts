import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defineEvent } from '../../../../events/envelope.ts';
import { eventConsumer } from '../../../../shared/lambda/event-consumer.ts';
import { queueConsumer } from '../../../../shared/lambda/queue-consumer.ts';
import { scheduledFunction } from '../../../../shared/lambda/scheduled-function.ts';
import { lambdaContext } from './lambda-context.ts';
import { batchOf, handedBack, queueRecord } from './queue-records.ts';
import { aRecorder } from './recorder.ts';

const noteFailedTry = async () => undefined;

describe('a consumer of an event', () => {
  const caseClosed = defineEvent({
    detailType: 'CaseClosed.v2',
    source: 'avoir',
    data: z.object({ caseId: z.string() }),
  });
  const detail = {
    metadata: {
      eventId: 'e-1',
      correlationId: 'c-1',
      occurredAt: '2026-11-23T12:00:00.000Z',
      shopId: 'demo',
      schemaVersion: 2,
    },
    data: { caseId: 'c-1' },
  };
  const delivered = { source: 'avoir', 'detail-type': 'CaseClosed.v2', detail };

  function aConsumer() {
    const recorder = aRecorder();
    const handled: string[] = [];
    const consume = eventConsumer({
      ...recorder,
      noteFailedTry,
      event: caseClosed,
      handle: async ({ data }) => {
        handled.push(data.caseId);
      },
    });
    return { ...recorder, handled, consume };
  }

  it('is handed the event, and logs whose it was', async () => {
    const { consume, handled, lines } = aConsumer();
    const answer = await consume(batchOf(queueRecord('1', JSON.stringify(delivered))), lambdaContext);
    expect(answer).toEqual(handedBack());
    expect(handled).toEqual(['c-1']);
    const fields = { eventId: 'e-1', caseId: 'c-1', shopId: 'demo' };
    expect(lines).toEqual([{ level: 'info', code: 'RECORD_HANDLED', fields }]);
  });

  it.each([
    ['is another event', { ...delivered, 'detail-type': 'CaseOpened.v2' }],
    ['is another version', { ...delivered, 'detail-type': 'CaseClosed.v3' }],
    ['is of another sender', { ...delivered, source: 'someone' }],
    [
      'says another version inside',
      { ...delivered, detail: { ...detail, metadata: { ...detail.metadata, schemaVersion: 3 } } },
    ],
    ['has another form', { ...delivered, detail: { ...detail, data: {} } }],
    ['is no event', { caseId: 'c-1' }],
  ])('refuses what %s, and handles the rest of the batch', async (_, other) => {
    const { consume, handled } = aConsumer();
    const batch = batchOf(queueRecord('1', JSON.stringify(other)), queueRecord('2', JSON.stringify(delivered)));
    expect(await consume(batch, lambdaContext)).toEqual(handedBack('1'));
    expect(handled).toEqual(['c-1']);
  });

  it('refuses what is no JSON, without logging what it said', async () => {
    const { consume, lines } = aConsumer();
    expect(await consume(batchOf(queueRecord('1', 'Jane Doe')), lambdaContext)).toEqual(handedBack('1'));
    expect(lines).toMatchObject([{ code: 'RECORD_FAILED', fields: { errorCode: 'SyntaxError' } }]);
    expect(JSON.stringify(lines)).not.toContain('Jane');
  });
});

describe('a consumer of a queue', () => {
  function aConsumer() {
    const recorder = aRecorder();
    const handled: string[] = [];
    const consume = queueConsumer({
      ...recorder,
      noteFailedTry,
      message: z.strictObject({ shopId: z.string(), taskId: z.string() }),
      handle: async ({ taskId }) => {
        if (taskId === 'fails') throw new RangeError('x');
        handled.push(taskId);
      },
    });
    return { ...recorder, handled, consume };
  }
  const message = (taskId: string) => JSON.stringify({ shopId: 'demo', taskId });

  it('is handed each message, and logs whose it was', async () => {
    const { consume, handled, lines } = aConsumer();
    expect(await consume(batchOf(queueRecord('1', message('t-1'))), lambdaContext)).toEqual(handedBack());
    expect(handled).toEqual(['t-1']);
    expect(lines).toMatchObject([{ code: 'RECORD_HANDLED', fields: { messageId: '1', shopId: 'demo' } }]);
  });

  it('hands back a message of another form, one that is no JSON and one that fails, and no other', async () => {
    const { consume, handled, lines } = aConsumer();
    const bodies = ['{}', 'no JSON', message('fails'), message('t-1')];
    const batch = batchOf(...bodies.map((body, index) => queueRecord(String(index), body)));
    expect(await consume(batch, lambdaContext)).toEqual(handedBack('0', '1', '2'));
    expect(handled).toEqual(['t-1']);
    const codes = lines.flatMap(({ code, fields }) => (code === 'RECORD_FAILED' ? [fields.errorCode] : []));
    expect(codes.toSorted()).toEqual(['RangeError', 'SyntaxError', 'ZodError']);
  });
});

describe('a function that a schedule starts', () => {
  it('runs', async () => {
    let runs = 0;
    const run = scheduledFunction(aRecorder().log, 'REFUNDS_CHASED', async () => {
      runs += 1;
      return runs;
    });
    await run({}, lambdaContext);
    expect(runs).toBe(1);
  });

  it('logs what it fails of, and fails, so that it is tried again', async () => {
    const { log, lines } = aRecorder();
    const run = scheduledFunction(log, 'REFUNDS_CHASED', () => Promise.reject(new RangeError('x')));
    await expect(run({}, lambdaContext)).rejects.toThrow(RangeError);
    expect(lines).toMatchObject([{ level: 'error', code: 'SCHEDULE_FAILED', fields: { errorCode: 'RangeError' } }]);
  });
});
