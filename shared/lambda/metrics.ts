import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** What is counted. The names stand in alarms and on dashboards. */
export type MetricName =
  | 'CasesOpened'
  | 'RequestsRefused'
  | 'RequestsFailed'
  | 'EventsPublished'
  | 'RecordsHandled'
  | 'RecordsFailed'
  | 'DeadLettersRecorded'
  | 'TasksChased';

/** Counts something that happened. */
export type Count = (name: MetricName, value?: number) => void;

/**
 * Counts by log line (EMF), which costs no call. Each count is a line of its own, so that no record overwrites what
 * another one of its batch counted; namespace and service come from the environment.
 */
export function functionMetrics(): Count {
  const metrics = new Metrics();
  return (name, value = 1) => metrics.singleMetric().addMetric(name, MetricUnit.Count, value);
}
