import type { Log, LogCode, LogFields } from '../../../../shared/lambda/log.ts';
import type { Count, MetricName } from '../../../../shared/lambda/metrics.ts';

/** One line that was logged. */
export type LoggedLine = Readonly<{ level: 'info' | 'error'; code: LogCode; fields: LogFields }>;

/** Keeps what is logged and counted, so that a test can read it. */
export function aRecorder() {
  const lines: LoggedLine[] = [];
  const counted: [name: MetricName, value: number][] = [];
  const log: Log = {
    info: (code, fields) => lines.push({ level: 'info', code, fields }),
    error: (code, fields) => lines.push({ level: 'error', code, fields }),
  };
  const count: Count = (name, value = 1) => counted.push([name, value]);
  return { log, count, lines, counted };
}
