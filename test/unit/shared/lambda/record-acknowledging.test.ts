import { describe, expect, it } from 'vitest';
import { acknowledgeRecords, type FailedTry, queueNameOf } from '../../../../shared/lambda/record-acknowledging.ts';
import { TableUnavailableError } from '../../../../shared/ports/table.ts';
import { batchOf, handedBack, queueRecord } from './queue-records.ts';
import { aRecorder } from './recorder.ts';

function aConsumer(noteFailedTry?: (failed: FailedTry) => Promise<void>) {
  const recorder = aRecorder();
  const noted: FailedTry[] = [];
  const note = async (failed: FailedTry) => {
    noted.push(failed);
  };
  return { ...recorder, noted, noteFailedTry: noteFailedTry ?? note };
}

const failsOn =
  (body: string, error: unknown = new TableUnavailableError('Jane Doe')) =>
  async (record: { body: string }) => {
    if (record.body === body) throw error;
  };

describe('a batch', () => {
  it('without a failure hands nothing back', async () => {
    const consumer = aConsumer();
    const batch = batchOf(queueRecord('1', 'good'), queueRecord('2', 'good'));
    expect(await acknowledgeRecords(consumer, batch, failsOn('bad'))).toEqual(handedBack());
    expect(consumer.counted).toEqual([
      ['RecordsHandled', 1],
      ['RecordsHandled', 1],
    ]);
  });

  it('hands back the record that fails, and only that one', async () => {
    const batch = batchOf(queueRecord('1', 'good'), queueRecord('2', 'bad'), queueRecord('3', 'good'));
    const handled: string[] = [];
    const answer = await acknowledgeRecords(aConsumer(), batch, async (record) => {
      await failsOn('bad')(record);
      handled.push(record.messageId);
    });
    expect(answer).toEqual(handedBack('2'));
    expect(handled).toEqual(['1', '3']);
  });

  it('that fails whole is handed back record by record, not thrown', async () => {
    const batch = batchOf(queueRecord('1', 'bad'), queueRecord('2', 'bad'));
    expect(await acknowledgeRecords(aConsumer(), batch, failsOn('bad'))).toEqual(handedBack('1', '2'));
  });

  it('remembers nothing of the batch before', async () => {
    const consumer = aConsumer();
    await acknowledgeRecords(consumer, batchOf(queueRecord('1', 'bad')), failsOn('bad'));
    const answer = await acknowledgeRecords(consumer, batchOf(queueRecord('2', 'good')), failsOn('bad'));
    expect(answer).toEqual(handedBack());
  });
});

describe('a record that fails', () => {
  it('has the code of each try noted under its queue, for the day it dies', async () => {
    const consumer = aConsumer();
    for (const receiveCount of [1, 2]) {
      const batch = batchOf(queueRecord('7', 'bad', receiveCount));
      await acknowledgeRecords(consumer, batch, failsOn('bad'));
    }
    const failed = { queueName: 'reconciliation', messageId: '7', errorCode: 'TableUnavailableError' };
    expect(consumer.noted).toEqual([
      { ...failed, attempt: 1 },
      { ...failed, attempt: 2 },
    ]);
  });

  it('is logged and counted by ids and codes, without what the error said', async () => {
    const consumer = aConsumer();
    await acknowledgeRecords(consumer, batchOf(queueRecord('7', 'bad', 3)), failsOn('bad'));
    const fields = { messageId: '7', queueName: 'reconciliation', attempt: 3, errorCode: 'TableUnavailableError' };
    expect(consumer.lines).toMatchObject([{ level: 'error', code: 'RECORD_FAILED', fields }]);
    expect(consumer.counted).toEqual([['RecordsFailed', 1]]);
    expect(JSON.stringify(consumer.lines)).not.toContain('Jane');
  });

  it('is handed back all the same when its try cannot be noted, and that is logged', async () => {
    const consumer = aConsumer(() => Promise.reject(new TableUnavailableError('x')));
    const batch = batchOf(queueRecord('1', 'bad'), queueRecord('2', 'good'));
    expect(await acknowledgeRecords(consumer, batch, failsOn('bad'))).toEqual(handedBack('1'));
    expect(consumer.lines.map(({ code }) => code)).toEqual(['RECORD_FAILED', 'ATTEMPT_NOT_NOTED']);
  });

  it('has a code even when no error was thrown', async () => {
    const consumer = aConsumer();
    await acknowledgeRecords(consumer, batchOf(queueRecord('1', 'bad')), failsOn('bad', 'Jane Doe'));
    expect(consumer.noted).toMatchObject([{ errorCode: 'string' }]);
  });
});

it('the name of a queue is the last part of where its record came from', () => {
  expect(queueNameOf(queueRecord('1', ''))).toBe('reconciliation');
});
