import { onAwsOnly } from './on-aws-only.ts';

/** Where a function logs. */
export const logsLogGroup = onAwsOnly(
  'logs',
  'All functions write to one file of the data folder. test/infra/rights.test.ts',
  ['RetentionInDays'],
);
