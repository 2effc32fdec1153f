import { onAwsOnly } from './on-aws-only.ts';

/** Who may reach a bucket, and how. */
export const s3BucketPolicy = onAwsOnly(
  's3',
  'Only this machine reaches its buckets. test/infra/storage-stack.test.ts',
  ['Bucket', 'PolicyDocument'],
);
