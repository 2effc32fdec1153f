import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Bucket, openBucket } from '../../../../infra/local/buckets/bucket.ts';
import { type BucketEndpoint, startBucketEndpoint } from '../../../../infra/local/buckets/bucket-endpoint.ts';
import { createCallMeter } from '../../../../infra/local/call-meter.ts';
import { bucketAccess } from '../../../../infra/local/guard/bucket-access.ts';
import { createRoles } from '../../../../infra/local/guard/roles.ts';
import { s3ReportFiles } from '../../../../shared/adapters/s3-report-files.ts';
import { virtualClock } from '../../../simulation/world/virtual-clock.ts';
import { sentUpload } from '../../../support/sent-upload.ts';

const bucketName = 'avoir-reports';
const content = Buffer.from('provider,account\n'.repeat(50_000));
const seal = { bytes: content.length, sha256: '' };

let folder: string;
let bucket: Bucket;
let endpoint: BucketEndpoint;
let logged: string[];
const meter = createCallMeter();
const clock = virtualClock();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avoir-bucket-'));
  bucket = await openBucket(folder);
  const digest = await crypto.subtle.digest('SHA-256', content);
  seal.sha256 = Buffer.from(digest).toString('hex');
  const roles = createRoles();
  const right = (action: string) => ({ action, resource: `arn:aws:s3:::${bucketName}/reports/*` });
  roles.grant('ReceivingRole', [right('s3:PutObject'), right('s3:GetObject')]);
  roles.grant('ReadingRole', [right('s3:GetObject')]);
  logged = [];
  const log = (line: string) => logged.push(line);
  const callers = new Map([
    ['receiving', { name: 'receive-report', roleName: 'ReceivingRole' }],
    ['reading', { name: 'import-report', roleName: 'ReadingRole' }],
  ]);
  const rule = { AllowedOrigins: ['*'], AllowedMethods: ['PUT'], AllowedHeaders: ['content-type'], MaxAge: 3600 };
  meter.reset();
  endpoint = await startBucketEndpoint({
    buckets: new Map([[bucketName, { bucket, crossOrigin: [rule] }]]),
    allows: bucketAccess({ roles, callers, meter, log }),
    now: () => clock.nowMilliseconds(),
    log,
  });
});
afterEach(async () => {
  await endpoint.close();
  await rm(folder, { recursive: true });
});

const filesOf = (key: string) =>
  s3ReportFiles(
    {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: key,
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_S3: endpoint.url,
    },
    { bucketName, clock },
  );
const name = 'reports/demo/paypal/file';
const codeIn = async (response: Response) => [response.status, /<Code>(\w+)/.exec(await response.text())?.[1]];

describe('the bucket of one machine', () => {
  it('lets each function do what its role allows, and names what it does not', async () => {
    await filesOf('receiving').put(name, content);
    expect(await filesOf('reading').inspect(name)).toEqual(seal);
    await expect(filesOf('reading').put(name, content)).rejects.toThrow('S3 refused: AccessDenied.');
    await expect(filesOf('receiving').put('elsewhere/file', content)).rejects.toThrow('AccessDenied');
    await expect(filesOf('nobody').read(name, { from: 0, until: 1 })).rejects.toThrow('not there');
    expect(logged).toEqual([
      `access_denied import-report s3:PutObject arn:aws:s3:::${bucketName}/${name}`,
      `access_denied receive-report s3:PutObject arn:aws:s3:::${bucketName}/elsewhere/file`,
    ]);
    expect(meter.read()).toEqual([
      { part: 'receive-report', kind: 'bucket_writes', by: 'PutObject', amount: 1 },
      { part: 'import-report', kind: 'bucket_reads', by: 'GetObject', amount: 1 },
    ]);
  });

  it('refuses an address that was signed by whoever may not put anything there', async () => {
    const upload = await filesOf('reading').uploadOf(name, seal);
    expect(await codeIn(await sentUpload(upload, content))).toEqual([403, 'AccessDenied']);
  });

  it('holds a signed address to its time, to its headers, to its content and to its file', async () => {
    const upload = await filesOf('receiving').uploadOf(name, seal);
    const elsewhere = { ...upload, url: upload.url.replace('/paypal/', '/stripe/') };
    expect(await codeIn(await sentUpload(elsewhere, content))).toEqual([403, 'SignatureDoesNotMatch']);
    const otherType = { ...upload, headers: { ...upload.headers, 'content-type': 'text/csv' } };
    expect(await codeIn(await sentUpload(otherType, content))).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await codeIn(await sentUpload(upload, content.subarray(1)))).toEqual([403, 'SignatureDoesNotMatch']);
    const changed = Buffer.from(content).fill('x', 0, 1);
    expect(await codeIn(await sentUpload(upload, changed))).toEqual([400, 'BadDigest']);
    const unsigned = { ...upload, url: upload.url.replace(/\?.*/, '') };
    expect(await codeIn(await sentUpload(unsigned, content))).toEqual([403, 'AccessDenied']);
    clock.advance(901_000);
    expect(await codeIn(await sentUpload(upload, content))).toEqual([403, 'AccessDenied']);
    expect(await bucket.find(name)).toBeUndefined();
  });

  it('keeps nothing of an upload that breaks off', async () => {
    const upload = await filesOf('receiving').uploadOf(name, seal);
    const headers = { ...upload.headers, 'content-length': String(seal.bytes) };
    const sending = request(upload.url, { method: 'PUT', headers });
    const broken = new Promise((resolve) => {
      sending.once('error', resolve);
    });
    sending.write(content.subarray(0, 300_000));
    await vi.waitFor(async () => expect(await readdir(join(folder, 'incoming'))).toHaveLength(1));
    sending.destroy();
    await broken;
    await vi.waitFor(async () => expect(await readdir(join(folder, 'incoming'))).toEqual([]));
    expect(await bucket.find(name)).toBeUndefined();
    expect(await sentUpload(upload, content).then(({ status }) => status)).toBe(200);
  });

  it('tells a browser which pages may send what, as its rules say', async () => {
    const { url } = await filesOf('receiving').uploadOf(name, seal);
    const asking = (method: string, header: string) =>
      fetch(url, {
        method: 'OPTIONS',
        headers: {
          origin: 'https://avoir.example',
          'access-control-request-method': method,
          'access-control-request-headers': header,
        },
      });
    const allowed = await asking('PUT', 'content-type');
    expect(allowed.status).toBe(200);
    expect(Object.fromEntries(allowed.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'PUT',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '3600',
    });
    expect((await asking('DELETE', 'content-type')).status).toBe(403);
    expect((await asking('PUT', 'x-amz-acl')).status).toBe(403);
  });

  it('knows no other method and no other bucket', async () => {
    expect(await codeIn(await fetch(`${endpoint.url}/${bucketName}/${name}`, { method: 'DELETE' }))).toEqual([
      405,
      'MethodNotAllowed',
    ]);
    expect(await codeIn(await fetch(`${endpoint.url}/other/${name}`))).toEqual([404, 'NoSuchBucket']);
  });

  it('forgets what is older than its rules say, and what was on its way when the machine was killed', async () => {
    await filesOf('receiving').put(name, content);
    const [file = ''] = await readdir(join(folder, 'objects'));
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
    await utimes(join(folder, 'objects', file), daysAgo(29), daysAgo(29));
    await bucket.expire(30, Date.now());
    expect(await bucket.find(name)).toBeDefined();
    await utimes(join(folder, 'objects', file), daysAgo(31), daysAgo(31));
    await bucket.expire(30, Date.now());
    expect(await bucket.find(name)).toBeUndefined();
  });
});
