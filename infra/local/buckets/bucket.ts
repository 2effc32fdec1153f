import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** What is kept under a key: a size, and the SHA-256 as S3 writes it. */
export type KeptObject = Readonly<{ bytes: number; sha256Base64: string }>;

/** One bucket: objects as files of a folder, each under its whole key. */
export type Bucket = Readonly<{
  /** Keeps what comes once all of it has come and is what was announced; what is broken off leaves nothing. */
  receive(key: string, content: AsyncIterable<Uint8Array>, announced: Partial<KeptObject>): Promise<'kept' | 'differs'>;
  find(key: string): Promise<KeptObject | undefined>;
  read(key: string, span: Readonly<{ from: number; until: number }>): AsyncIterable<Uint8Array>;
  /** Removes what is older. */
  expire(days: number, now: number): Promise<void>;
}>;

const incoming = 'incoming';
const millisecondsPerDay = 86_400_000;

/** A bucket in a folder, which is made if needed. What was on its way when a machine was killed is thrown away. */
export async function openBucket(folder: string): Promise<Bucket> {
  const kept = join(folder, 'objects');
  await rm(join(folder, incoming), { recursive: true, force: true });
  for (const path of [kept, join(folder, incoming)]) await mkdir(path, { recursive: true });
  const pathOf = (key: string): string => join(kept, encodeURIComponent(key));
  return {
    async receive(key, content, announced) {
      const path = join(folder, incoming, randomUUID());
      try {
        const { bytes, sha256Base64 } = await written(path, content);
        const differs =
          (announced.bytes ?? bytes) !== bytes || (announced.sha256Base64 ?? sha256Base64) !== sha256Base64;
        if (differs) return 'differs';
        await rename(path, pathOf(key));
        return 'kept';
      } finally {
        await rm(path, { force: true });
      }
    },
    async find(key) {
      const path = pathOf(key);
      const found = await stat(path).catch(absent);
      if (found === undefined) return undefined;
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(path)) hash.update(chunk);
      return { bytes: found.size, sha256Base64: hash.digest('base64') };
    },
    read: (key, { from, until }) => createReadStream(pathOf(key), { start: from, end: until - 1 }),
    async expire(days, now) {
      for (const name of await readdir(kept)) {
        const { mtimeMs } = await stat(join(kept, name));
        if (now - mtimeMs > days * millisecondsPerDay) await rm(join(kept, name));
      }
    },
  };
}

async function written(path: string, content: AsyncIterable<Uint8Array>): Promise<KeptObject> {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* seen(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  await pipeline(content, seen, createWriteStream(path, { mode: 0o600 }));
  return { bytes, sha256Base64: hash.digest('base64') };
}

function absent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
