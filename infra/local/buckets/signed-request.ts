import type { IncomingMessage } from 'node:http';
import { AwsV4Signer } from 'aws4fetch';
import * as z from 'zod';
import { credentials, region } from '../account.ts';

/** Who asks, by the access key; or why that is not believed, as S3 says it. */
export type Signatory =
  | Readonly<{ kind: 'known'; accessKey: string }>
  | Readonly<{ kind: 'refused'; code: 'AccessDenied' | 'SignatureDoesNotMatch'; message: string }>;

const presigned = z.object({
  'X-Amz-Credential': z.string().regex(/^[^/]+\/\d{8}\//),
  'X-Amz-Date': z.string().regex(/^\d{8}T\d{6}Z$/),
  'X-Amz-Expires': z.coerce.number().int().positive(),
  'X-Amz-SignedHeaders': z.string(),
  'X-Amz-Signature': z.string(),
});

/**
 * Who signed a request to S3. An address that was signed beforehand is held to its time and to every header that was signed
 * with it; of a request signed by a function itself only the key is looked at, as everywhere on one machine.
 */
export async function signatoryOf(message: IncomingMessage, url: URL, now: number): Promise<Signatory> {
  const [, inHeader] = /Credential=([^/,\s]+)\//.exec(message.headers.authorization ?? '') ?? [];
  if (inHeader !== undefined) return { kind: 'known', accessKey: inHeader };
  const query = presigned.safeParse(Object.fromEntries(url.searchParams));
  if (!query.success) return refused('AccessDenied', 'Nobody signed this.');
  const { 'X-Amz-Date': signedAt, 'X-Amz-Expires': seconds, 'X-Amz-Credential': credential } = query.data;
  if (now > instantOf(signedAt) + seconds * 1000) return refused('AccessDenied', 'Request has expired');
  const [accessKey = ''] = credential.split('/');
  const signature = await signatureOf(message, url, { accessKey, ...query.data });
  return signature === query.data['X-Amz-Signature']
    ? { kind: 'known', accessKey }
    : refused('SignatureDoesNotMatch', 'The address, or a header that was signed with it, is another one.');
}

const refused = (code: 'AccessDenied' | 'SignatureDoesNotMatch', message: string): Signatory => ({
  kind: 'refused',
  code,
  message,
});

/** `20261127T223000Z` in milliseconds. */
const instantOf = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

async function signatureOf(
  { method = '', headers }: IncomingMessage,
  url: URL,
  signed: z.infer<typeof presigned> & Readonly<{ accessKey: string }>,
): Promise<string> {
  const unsigned = new URL(url);
  unsigned.searchParams.delete('X-Amz-Signature');
  const names = signed['X-Amz-SignedHeaders'].split(';').filter((name) => name !== 'host');
  const signer = new AwsV4Signer({
    method,
    url: unsigned.href,
    headers: Object.fromEntries(names.map((name) => [name, String(headers[name] ?? '')])),
    accessKeyId: signed.accessKey,
    secretAccessKey: credentials.secretAccessKey,
    service: 's3',
    region,
    datetime: signed['X-Amz-Date'],
    signQuery: true,
    allHeaders: true,
  });
  return signer.signature();
}
