import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** What is counted. The names stand in alarms and on dashboards. */
export type MetricName =
  | 'CasesOpened'
  | 'RequestsRefused'
  | 'RequestsFailed'
  | 'ChangesRead'
  | 'RecordsHandled'
  | 'RecordsFailed'
  | 'DeadLettersRecorded'
  | 'WebhooksForged'
  | 'ProviderQuestionsRefused'
  | 'WebhooksMissed'
  | 'RefundsMayRepeat'
  | 'ReadingsPostponed'
  | 'OrdersNotFound'
  | 'LaneStandstillSeconds';

/** Counts something that happened. */
export type Count = (name: MetricName, value?: number) => void;

/**
 * Counts by log line (EMF), which costs no call. Each count is a line of its own, so that no record overwrites what
 * another one of its batch counted; namespace and service come from the environment.
 */
export function functionMetrics(): Count {
  const metrics = new Metrics();
  return (name, value = 1) => {
    metrics.addMetric(name, MetricUnit.Count, value);
    // Written at once, for `singleMetric` makes a console of its own each time: 145 µs where this takes 17.
    metrics.publishStoredMetrics();
  };
}
