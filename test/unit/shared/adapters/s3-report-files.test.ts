import { describe, expect, it } from 'vitest';
import { bucketOrigin, s3ReportFiles } from '../../../../shared/adapters/s3-report-files.ts';
import { FileMissingError, FilesUnavailableError } from '../../../../shared/ports/report-files.ts';
import { localServer } from '../../../support/local-server.ts';

const clock = { now: () => '2026-11-12T09:30:00.000Z' };
const variables = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret' };
const sha256 = 'ab'.repeat(32);
const name = `reports/demo/paypal/${sha256}`;
const span = { from: 0, until: 10 };
const at = (origin: string) =>
  s3ReportFiles({ ...variables, AWS_ENDPOINT_URL_S3: origin }, { bucketName: 'avoir-reports', clock });

describe('S3', () => {
  it('is given an upload as the SDK’s own signer signs it, at the bucket’s own name', async () => {
    const onAws = { ...variables, AWS_SESSION_TOKEN: 'a/token+of=it' };
    const files = s3ReportFiles(onAws, { bucketName: 'avoir-reports', clock });
    const { url, headers, expiresAt } = await files.uploadOf(name, { bytes: 6_543_210, sha256 });
    const { origin, pathname, searchParams } = new URL(url);
    expect(origin).toBe('https://avoir-reports.s3.eu-west-1.amazonaws.com');
    expect(origin).toBe(bucketOrigin(onAws, 'avoir-reports'));
    expect(pathname).toBe(`/${name}`);
    expect(Object.fromEntries(searchParams)).toEqual({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': 'AKID/20261112/eu-west-1/s3/aws4_request',
      'X-Amz-Date': '20261112T093000Z',
      'X-Amz-Expires': '900',
      'X-Amz-Security-Token': 'a/token+of=it',
      'X-Amz-SignedHeaders': 'content-length;content-type;host;x-amz-checksum-sha256',
      // Of @smithy/signature-v4 for the same request.
      'X-Amz-Signature': '3d4e4c6d02b28a8fd130153019ca7819d236e5ddc5e85c1b1ca2eb4c5fbfdc61',
    });
    expect(headers).toEqual({
      'content-type': 'application/octet-stream',
      'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
    });
    expect(expiresAt).toBe('2026-11-12T09:45:00.000Z');
  });

  it.each([
    [403, '<Error><Code>AccessDenied</Code><Message>secret</Message></Error>', 'S3 refused: AccessDenied.'],
    [400, '<Error><Code>BadDigest</Code></Error>', 'S3 refused: BadDigest.'],
    [404, 'nothing', 'S3 refused: HTTP 404.'],
  ])('that refuses a file with %i says why in its own word, and repeats nothing else', async (status, body, words) => {
    await using server = await localServer((_, response) => response.writeHead(status).end(body));
    const put = at(server.origin).put(name, Buffer.from('x'));
    await expect(put).rejects.toThrow(FilesUnavailableError);
    await expect(put).rejects.toThrow(words);
  });

  it.each([403, 404])(
    'that answers %i of a file has none of it: whoever may not list is not told more',
    async (status) => {
      await using server = await localServer((_, response) => response.writeHead(status).end());
      expect(await at(server.origin).inspect(name)).toBeUndefined();
      await expect(at(server.origin).read(name, span)).rejects.toThrow(FileMissingError);
    },
  );

  it('that has trouble of its own is asked again, and then unavailable', async () => {
    let asked = 0;
    await using server = await localServer((_, response) => {
      asked += 1;
      response.writeHead(503).end('<Error><Code>SlowDown</Code></Error>');
    });
    await expect(at(server.origin).inspect(name)).rejects.toThrow('S3 refused: HTTP 503.');
    await expect(at(server.origin).read(name, span)).rejects.toThrow('S3 refused: SlowDown.');
    expect(asked).toBe(6);
  });

  it('that breaks off, or is not there, is unavailable', async () => {
    await using server = await localServer((_, response) => {
      response.writeHead(206, { 'content-length': '10' }).write('half');
      response.socket?.end();
    });
    await expect(at(server.origin).read(name, span)).rejects.toThrow(FilesUnavailableError);
    await expect(at('http://127.0.0.1:1').inspect(name)).rejects.toThrow(FilesUnavailableError);
  });

  it('whose file has no checksum of its own has not what was announced', async () => {
    await using server = await localServer((_, response) => response.writeHead(200, { 'content-length': '5' }).end());
    expect(await at(server.origin).inspect(name)).toEqual({ bytes: 5, sha256: '' });
  });
});
