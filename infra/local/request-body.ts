import type { IncomingMessage } from 'node:http';

/** Reads a body to its end. Answers undefined as soon as it is known to be larger than allowed; the rest is not kept. */
export async function readBody(message: IncomingMessage, mostBytes: number): Promise<Buffer | undefined> {
  if (Number(message.headers['content-length'] ?? 0) > mostBytes) return undefined;
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | undefined>();
  const chunks: Buffer[] = [];
  let bytes = 0;
  message.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= mostBytes) chunks.push(chunk);
    else resolve(undefined);
  });
  message.once('end', () => resolve(Buffer.concat(chunks)));
  message.once('error', reject);
  return promise;
}
