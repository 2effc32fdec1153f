import { onAwsOnly } from './on-aws-only.ts';

/** What wakes somebody. */
export const cloudwatchAlarm = onAwsOnly(
  'cloudwatch',
  'Nobody is woken by one machine; its console shows what failed. test/infra/alarms.test.ts',
  [
    'AlarmActions',
    'AlarmDescription',
    'ComparisonOperator',
    'Dimensions',
    'EvaluationPeriods',
    'MetricName',
    'Metrics',
    'Namespace',
    'Period',
    'Statistic',
    'Threshold',
    'TreatMissingData',
  ],
);
