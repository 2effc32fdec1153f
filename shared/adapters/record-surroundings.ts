import { functionLog } from '../lambda/log.ts';
import { functionMetrics } from '../lambda/metrics.ts';
import type { RecordSurroundings } from '../lambda/record-acknowledging.ts';
import type { Table } from '../ports/table.ts';
import { noteFailedAttempt } from '../stores/failed-attempt-store.ts';

/** What every consumer has around its handling; why a record failed is noted in the table. */
export function recordSurroundings(table: Table): RecordSurroundings {
  return {
    log: functionLog(),
    count: functionMetrics(),
    noteFailedTry: ({ queueName, messageId, attempt, errorCode }) => {
      const now = new Date();
      const failed = { attempt, errorCode, failedAt: now.toISOString() };
      return noteFailedAttempt(table, queueName, messageId, failed, Math.floor(now.getTime() / 1000));
    },
  };
}
