import { join } from 'node:path';
import * as z from 'zod';
import { openBucket } from '../buckets/bucket.ts';
import { elsewhere } from '../elsewhere.ts';
import { resourceType } from '../resource-type.ts';

const onDisk = elsewhere(
  'Objects lie in the data folder, under the rights of whoever runs the machine. test/infra/storage-stack.test.ts',
);

const properties = z.strictObject({
  BucketName: z.string().optional(),
  BucketEncryption: onDisk,
  OwnershipControls: onDisk,
  PublicAccessBlockConfiguration: onDisk,
  CorsConfiguration: z
    .strictObject({
      CorsRules: z.array(
        z.strictObject({
          AllowedHeaders: z.array(z.string()).default([]),
          AllowedMethods: z.array(z.enum(['GET', 'HEAD', 'PUT'])),
          AllowedOrigins: z.array(z.string()),
          MaxAge: z.int().optional(),
        }),
      ),
    })
    .optional(),
  LifecycleConfiguration: z
    .strictObject({
      Rules: z.array(
        z.strictObject({
          Status: z.literal('Enabled'),
          ExpirationInDays: z.int().positive().optional(),
          AbortIncompleteMultipartUpload: elsewhere(
            'Nothing is put in parts here: one that is broken off leaves nothing. test/infra/storage-stack.test.ts',
          ),
        }),
      ),
    })
    .optional(),
});

/** A bucket: a folder of the data folder. What its rules say is too old goes whenever the machine starts. */
export const s3Bucket = resourceType(properties, async ({ physicalName, properties: wanted }, { folder, buckets }) => {
  const name = wanted.BucketName ?? physicalName.toLowerCase();
  const bucket = await openBucket(join(folder.bucketsPath, name));
  for (const { ExpirationInDays: days } of wanted.LifecycleConfiguration?.Rules ?? []) {
    if (days !== undefined) await bucket.expire(days, Date.now());
  }
  buckets.set(name, { bucket, crossOrigin: wanted.CorsConfiguration?.CorsRules ?? [] });
  return { ref: name, attributes: { Arn: `arn:aws:s3:::${name}` } };
});
