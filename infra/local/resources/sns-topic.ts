import { onAwsOnly } from './on-aws-only.ts';

/** Where alarms go. */
export const snsTopic = onAwsOnly('sns', 'Nobody is woken by one machine. test/infra/alarms.test.ts', []);
