import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type LoopbackServer, startLoopbackServer } from '../loopback-server.ts';
import type { Bucket } from './bucket.ts';
import { type CrossOriginRule, crossOriginHeaders } from './cross-origin.ts';
import { signatoryOf } from './signed-request.ts';

/** A bucket, and which pages may ask it. */
export type ServedBucket = Readonly<{ bucket: Bucket; crossOrigin: readonly CrossOriginRule[] }>;

/** One call, by the access key that signed it. */
export type BucketCall = Readonly<{ accessKey: string; action: BucketAction; bucketName: string; key: string }>;
type BucketAction = 's3:PutObject' | 's3:GetObject';

/** What stands behind the endpoint. */
export type BucketEndpointSettings = Readonly<{
  buckets: ReadonlyMap<string, ServedBucket>;
  /** Whether the key's owner may do it; counted as a call where so. */
  allows: (call: BucketCall) => boolean;
  now: () => number;
  log: (line: string) => void;
}>;

/** A listening endpoint. Closing ends its connections: whoever used it must be gone by then. */
export type BucketEndpoint = LoopbackServer;

type Answer = Readonly<{
  status: number;
  headers?: Readonly<Record<string, string>>;
  body?: AsyncIterable<Uint8Array> | string;
}>;

const actions: ReadonlyMap<string, BucketAction> = new Map([
  ['PUT', 's3:PutObject'],
  ['GET', 's3:GetObject'],
  ['HEAD', 's3:GetObject'],
]);
const checksumHeader = 'x-amz-checksum-sha256';

/**
 * Starts the little of S3 that Avoir asks for: an object is put whole, looked at, and read in ranges, by functions and by
 * addresses that they signed. Bytes pass through; memory does not grow with a file.
 */
export async function startBucketEndpoint(settings: BucketEndpointSettings): Promise<BucketEndpoint> {
  const { buckets, allows, now, log } = settings;

  async function answer(message: IncomingMessage): Promise<Answer> {
    const { method = '', url: target = '/', headers } = message;
    const url = new URL(target, `http://${headers.host ?? ''}`);
    const [, bucketName = '', encodedKey = ''] = /^\/([^/]+)\/(.+)$/.exec(url.pathname) ?? [];
    const served = buckets.get(bucketName);
    if (served === undefined) return refusal(404, 'NoSuchBucket', 'There is no such bucket.');
    if (method === 'OPTIONS') return preflight(served, message);
    const action = actions.get(method);
    if (action === undefined) return refusal(405, 'MethodNotAllowed', 'One machine does not know this method here.');
    const key = decodeURIComponent(encodedKey);
    const signatory = await signatoryOf(message, url, now());
    if (signatory.kind === 'refused') return refusal(403, signatory.code, signatory.message);
    if (!allows({ accessKey: signatory.accessKey, action, bucketName, key })) {
      return refusal(403, 'AccessDenied', 'Access Denied');
    }
    return method === 'PUT' ? receive(served.bucket, key, message) : show(served.bucket, key, message);
  }

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, headers, body = '' } = await answer(message);
    const rules = buckets.get((message.url ?? '').split('/')[1] ?? '')?.crossOrigin ?? [];
    const { origin } = message.headers;
    response.writeHead(status, {
      ...(typeof body === 'string' && { 'content-length': Buffer.byteLength(body) }),
      ...headers,
      ...(origin !== undefined && crossOriginHeaders(rules, { origin, method: message.method ?? '', headers: [] })),
      // What is refused is not read to its end: nothing more can follow on this connection.
      ...(!message.complete && { connection: 'close' }),
    });
    if (message.method === 'HEAD') response.end();
    else if (typeof body === 'string') response.end(body);
    else await pipeline(Readable.from(body), response);
  }

  return startLoopbackServer((message, response) => {
    serve(message, response).catch((error: unknown) => {
      log(`bucket_request_failed ${error instanceof Error ? error.message : String(error)}`);
      response.destroy();
    });
  });
}

function preflight({ crossOrigin }: ServedBucket, { headers }: IncomingMessage): Answer {
  const asked = headers['access-control-request-headers'] ?? '';
  const names = asked.split(',').map((name) => name.trim());
  const allowed = crossOriginHeaders(crossOrigin, {
    origin: headers.origin ?? '',
    method: headers['access-control-request-method'] ?? '',
    headers: names.filter((name) => name !== ''),
  });
  return allowed === undefined
    ? refusal(403, 'AccessForbidden', 'CORSResponse: This CORS request is not allowed.')
    : { status: 200, headers: allowed };
}

async function receive(bucket: Bucket, key: string, message: IncomingMessage): Promise<Answer> {
  const { 'content-length': length, [checksumHeader]: checksum } = message.headers;
  if (length === undefined) return refusal(411, 'MissingContentLength', 'You must provide the Content-Length header.');
  const announced = { bytes: Number(length), ...(typeof checksum === 'string' && { sha256Base64: checksum }) };
  const outcome = await bucket.receive(key, message, announced);
  return outcome === 'kept'
    ? { status: 200 }
    : refusal(400, 'BadDigest', 'The SHA256 you specified did not match the calculated checksum.');
}

async function show(bucket: Bucket, key: string, { method, headers }: IncomingMessage): Promise<Answer> {
  const found = await bucket.find(key);
  // What S3 says to whoever may not list the bucket, which no function of ours may.
  if (found === undefined) return refusal(403, 'AccessDenied', 'Access Denied');
  const { bytes, sha256Base64 } = found;
  const wantsChecksum = headers['x-amz-checksum-mode'] === 'ENABLED';
  const shown: Readonly<Record<string, string>> = wantsChecksum ? { [checksumHeader]: sha256Base64 } : {};
  if (method === 'HEAD') return { status: 200, headers: { ...shown, 'content-length': String(bytes) } };
  const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? [];
  const until = Math.min(to === '' ? bytes : Number(to) + 1, bytes);
  if (Number(from) >= until) return refusal(416, 'InvalidRange', 'The requested range is not satisfiable');
  return {
    status: headers.range === undefined ? 200 : 206,
    headers: {
      ...shown,
      'content-length': String(until - Number(from)),
      ...(headers.range !== undefined && { 'content-range': `bytes ${from}-${until - 1}/${bytes}` }),
    },
    body: bucket.read(key, { from: Number(from), until }),
  };
}

const refusal = (status: number, code: string, message: string): Answer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});
