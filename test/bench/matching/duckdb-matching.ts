import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { unixSecondsOf } from '../../../shared/domain/matching/unix-time.ts';
import type { VerdictName } from '../../../shared/domain/matching/verdict.ts';
import { verdictNames } from '../../../shared/domain/matching/verdict.ts';
import { matchingSql } from './duckdb-sql.ts';
import type { JudgedRow } from './judged-matching.ts';
import type { MatchingProblem } from './matching-problem.ts';

/** A problem in DuckDB's own tables, which it can match as often as asked. */
export type DuckdbMatching = Readonly<{
  /** Adds the rows of a problem. */
  load: (problem: MatchingProblem) => Promise<void>;
  /** Runs the SQL from rows to ordered verdicts, which stay in DuckDB, and answers the milliseconds it took. */
  run: (nameRule: boolean) => Promise<number>;
  rows: () => Promise<readonly JudgedRow[]>;
  close: () => void;
}>;

/** A DuckDB of this process, with as many threads as it likes. */
export async function duckdbMatching(): Promise<DuckdbMatching> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const statement of matchingSql.tables) await connection.run(statement);
  return {
    load: (problem) => load(connection, problem),
    async run(nameRule) {
      const startedAt = performance.now();
      for (const statement of matchingSql.steps(nameRule)) await connection.run(statement);
      return performance.now() - startedAt;
    },
    async rows() {
      const reader = await connection.runAndReadAll('SELECT verdict, task_id, refund_id, proposal FROM verdicts');
      return reader.getRows().map(([verdict, taskId, refundId, proposal]) => ({
        verdict: verdictOf(verdict),
        taskId: typeof taskId === 'string' ? taskId : undefined,
        refundId: typeof refundId === 'string' ? refundId : undefined,
        proposal: Number(proposal),
      }));
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function verdictOf(value: unknown): VerdictName {
  const verdict = verdictNames.find((name) => name === value);
  if (verdict === undefined) throw new TypeError(`Not a verdict: ${String(value)}`);
  return verdict;
}

type Cell = string | number | undefined;

async function load(connection: DuckDBConnection, { tasks, payments, refunds }: MatchingProblem): Promise<void> {
  const seconds = (text: string | undefined) => (text === undefined ? undefined : unixSecondsOf(text));
  await append(connection, 'tasks', tasks, (task) => [
    task.taskId,
    task.orderNumber,
    task.account,
    task.paymentId,
    task.amountMinor,
    task.currency,
    seconds(task.issuedAt),
    task.customerName,
    task.orderTotalMinor,
    seconds(task.paidAt),
  ]);
  await append(connection, 'payments', payments, (payment) => [
    payment.paymentId,
    payment.references[0],
    payment.account,
    payment.amountMinor,
    payment.currency,
    seconds(payment.paidAt),
    payment.customerName,
  ]);
  await append(connection, 'refunds', refunds, (refund) => [
    refund.refundId,
    refund.paymentId,
    refund.references[0],
    refund.account,
    refund.amountMinor,
    refund.currency,
    seconds(refund.createdAt),
    refund.customerName,
  ]);
}

async function append<Row>(
  connection: DuckDBConnection,
  table: string,
  rows: readonly Row[],
  cellsOf: (row: Row) => readonly Cell[],
): Promise<void> {
  const appender = await connection.createAppender(table);
  for (const row of rows) {
    for (const cell of cellsOf(row)) {
      if (cell === undefined) appender.appendNull();
      else if (typeof cell === 'number') appender.appendBigInt(BigInt(cell));
      else appender.appendVarchar(cell);
    }
    appender.endRow();
  }
  appender.closeSync();
}
