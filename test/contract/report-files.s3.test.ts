import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, beforeAll } from 'vitest';
import { openBucket } from '../../infra/local/buckets/bucket.ts';
import { type BucketEndpoint, startBucketEndpoint } from '../../infra/local/buckets/bucket-endpoint.ts';
import { s3ReportFiles } from '../../shared/adapters/s3-report-files.ts';
import { virtualClock } from '../simulation/world/virtual-clock.ts';
import { sentUpload } from '../support/sent-upload.ts';
import { describeReportFiles, describeUploads } from './report-files-contract.ts';

const bucketName = 'avoir-reports';
const clock = virtualClock();

let emulator: FauxqsServer;
let endpoint: BucketEndpoint;
let folder: string;

beforeAll(async () => {
  emulator = await startFauxqs({ port: 0, logger: false });
  emulator.createBucket(bucketName);
  folder = await mkdtemp(join(tmpdir(), 'avoir-bucket-'));
  const served = { bucket: await openBucket(folder), crossOrigin: [] };
  endpoint = await startBucketEndpoint({
    buckets: new Map([[bucketName, served]]),
    allows: () => true,
    now: () => Date.parse(clock.now()),
    log: () => undefined,
  });
});
afterAll(async () => {
  await Promise.all([emulator.stop(), endpoint.close()]);
  await rm(folder, { recursive: true });
});

const filesAt = (url: string) => async () => ({
  files: s3ReportFiles(
    { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_ENDPOINT_URL_S3: url },
    { bucketName, clock },
  ),
  send: async (...sent: Parameters<typeof sentUpload>) => {
    const response = await sentUpload(...sent);
    await response.text();
    return response.ok ? ('kept' as const) : ('refused' as const);
  },
  wait: (seconds: number) => clock.advance(seconds * 1000),
});

// The emulator keeps whatever it is sent; S3 and the bucket of one machine check signature, size and checksum.
describeReportFiles('An emulated S3', () => filesAt(`http://127.0.0.1:${emulator.port}`)());
describeReportFiles('The bucket of one machine', () => filesAt(endpoint.url)());
describeUploads('The bucket of one machine', () => filesAt(endpoint.url)());
