import { onAwsOnly } from './on-aws-only.ts';

/** Who may send to a queue. */
export const sqsQueuePolicy = onAwsOnly('sqs', 'Only this process reaches the queues. test/infra/queues.test.ts', [
  'PolicyDocument',
  'Queues',
]);
