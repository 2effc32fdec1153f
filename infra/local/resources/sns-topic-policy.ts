import { onAwsOnly } from './on-aws-only.ts';

/** Who may send an alarm. */
export const snsTopicPolicy = onAwsOnly('sns', 'Nobody is woken by one machine. test/infra/alarms.test.ts', [
  'PolicyDocument',
  'Topics',
]);
