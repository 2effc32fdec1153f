import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { fault } from './command-failure.ts';

/** Where a file may be put, as the system signed it. */
export type Upload = Readonly<{ url: string; headers: Readonly<Record<string, string>> }>;

/** A file and its size, and who is told how much of it has gone out. */
type Sent = Readonly<{ file: string; bytes: number; sent: (bytes: number, ofBytes: number) => void }>;

/** PUTs a file, as it is read: memory does not grow with it. What is refused or breaks off is a fault in words. */
export async function uploadFile({ url, headers }: Upload, { file, bytes, sent }: Sent): Promise<void> {
  const { host } = new URL(url);
  async function* content(): AsyncGenerator<Uint8Array> {
    let gone = 0;
    for await (const chunk of createReadStream(file)) {
      gone += chunk.length;
      sent(gone, bytes);
      yield chunk;
    }
  }
  const response = await fetch(url, {
    method: 'PUT',
    headers: { ...headers, 'content-length': String(bytes) },
    body: Readable.toWeb(Readable.from(content())),
    duplex: 'half',
  }).catch((cause: unknown) => {
    throw fault(`The upload of ${file} to ${host} broke off; the same command sends it again.`, { cause });
  });
  const answer = await response.text();
  if (response.ok) return;
  const code = /<Code>(\w+)<\/Code>/.exec(answer)?.[1] ?? 'no code';
  throw fault(`The upload of ${file} was refused by ${host}: ${response.status} ${code}.`);
}
