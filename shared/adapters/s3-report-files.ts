import type { Clock } from '../ports/clock.ts';
import { FileMissingError, FilesUnavailableError, type FileUpload, type ReportFiles } from '../ports/report-files.ts';
import { signedClient } from './signed-client.ts';

// Long enough to begin in; S3 looks at it once, when the upload begins.
const uploadExpiresSeconds = 900;
// The largest that is put from here are four megabytes, the largest read are one.
const timeoutMilliseconds = 5_000;
const contentType = 'application/octet-stream';
const checksumHeader = 'x-amz-checksum-sha256';

/** Where a bucket is called: at a name of its own at AWS, below a path wherever else. */
function bucketUrl(endpoint: string, bucketName: string): URL {
  const { protocol, host } = new URL(endpoint);
  return host.endsWith('.amazonaws.com')
    ? new URL(`${protocol}//${bucketName}.${host}/`)
    : new URL(`/${bucketName}/`, endpoint);
}

const s3 = { signingName: 's3', endpointName: 'S3' };

/** Where browsers send the files of a bucket, for the page that lets them. */
export const bucketOrigin = (variables: Readonly<Record<string, string | undefined>>, bucketName: string): string =>
  bucketUrl(signedClient(variables, s3).endpoint, bucketName).origin;

/**
 * Files in a bucket of S3, called with the small signing library of `signedJsonCall`: the SDK's client and presigner come to
 * 300 kB. S3 itself compares what it is sent with the SHA-256 that goes with it, and keeps no other content.
 */
export function s3ReportFiles(
  variables: Readonly<Record<string, string | undefined>>,
  { bucketName, clock }: Readonly<{ bucketName: string; clock: Clock }>,
): ReportFiles {
  const { client, endpoint } = signedClient(variables, s3);
  const bucket = bucketUrl(endpoint, bucketName);
  const urlOf = (name: string): URL => new URL(name, bucket);

  async function call(name: string, init: RequestInit): Promise<Response> {
    try {
      return await client.fetch(urlOf(name).href, {
        ...init,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMilliseconds),
      });
    } catch (cause) {
      throw new FilesUnavailableError(`S3 did not answer: ${nameOf(cause)}.`, { cause });
    }
  }

  return {
    async uploadOf(name, { bytes, sha256 }): Promise<FileUpload> {
      const now = clock.now();
      const url = urlOf(name);
      url.searchParams.set('X-Amz-Expires', String(uploadExpiresSeconds));
      const headers = { 'content-type': contentType, [checksumHeader]: Buffer.from(sha256, 'hex').toString('base64') };
      const datetime = now.replace(/[:-]|\.\d+/g, '');
      const signed = await client.sign(url.href, {
        method: 'PUT',
        // The size is signed as well: whoever sends it says it without being told.
        headers: { ...headers, 'content-length': String(bytes) },
        aws: { signQuery: true, allHeaders: true, datetime },
      });
      const expiresAt = new Date(Date.parse(now) + uploadExpiresSeconds * 1000).toISOString();
      return { url: signed.url, headers, expiresAt };
    },
    async put(name, content) {
      const digest = await crypto.subtle.digest('SHA-256', Buffer.from(content));
      const checksum = Buffer.from(digest).toString('base64');
      const headers = { 'content-type': contentType, [checksumHeader]: checksum };
      const response = await call(name, { method: 'PUT', headers, body: Buffer.from(content) });
      const answer = await response.text();
      if (!response.ok) throw refusal(response.status, answer);
    },
    async inspect(name) {
      const response = await call(name, { method: 'HEAD', headers: { 'x-amz-checksum-mode': 'ENABLED' } });
      // Whoever may not list a bucket is not told that something is missing: it is forbidden to him.
      if (response.status === 404 || response.status === 403) return undefined;
      if (!response.ok) throw refusal(response.status, '');
      const { headers } = response;
      const sha256 = Buffer.from(headers.get(checksumHeader) ?? '', 'base64').toString('hex');
      return { bytes: Number(headers.get('content-length')), sha256 };
    },
    async read(name, { from, until }) {
      const response = await call(name, { method: 'GET', headers: { range: `bytes=${from}-${until - 1}` } });
      const content = await response.arrayBuffer().catch((cause: unknown) => {
        throw new FilesUnavailableError(`S3 did not answer to the end: ${nameOf(cause)}.`, { cause });
      });
      if (response.status === 404 || response.status === 403) throw new FileMissingError('The file is not there.');
      if (!response.ok) throw refusal(response.status, Buffer.from(content).toString());
      return new Uint8Array(content);
    },
  };
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/** S3's own code alone: the message repeats what was asked. */
const refusal = (status: number, answer: string): FilesUnavailableError =>
  new FilesUnavailableError(`S3 refused: ${/<Code>(\w+)<\/Code>/.exec(answer)?.[1] ?? `HTTP ${status}`}.`);
