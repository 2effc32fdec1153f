import type { BucketCall } from '../buckets/bucket-endpoint.ts';
import type { MachineParts } from '../machine-parts.ts';

type Access = Pick<MachineParts, 'roles' | 'callers' | 'meter' | 'log'>;

/**
 * Holds each call of a bucket to the role of the function that signed it, also beforehand for somebody else; and counts it.
 */
export function bucketAccess({ roles, callers, meter, log }: Access): (call: BucketCall) => boolean {
  return ({ accessKey, action, bucketName, key }) => {
    const caller = callers.get(accessKey);
    if (caller === undefined) return false;
    const resource = `arn:aws:s3:::${bucketName}/${key}`;
    if (!roles.allows(caller.roleName, { action, resource })) {
      log(`access_denied ${caller.name} ${action} ${resource}`);
      return false;
    }
    const [, operation = action] = action.split(':');
    meter.add(caller.name, action === 's3:PutObject' ? 'bucket_writes' : 'bucket_reads', 1, operation);
    return true;
  };
}
