import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import type { ReportSource } from '../../../shared/reports/report-source.ts';
import { fault, usageFailure } from '../command-failure.ts';

/** Called with the bytes that were read since the last call. */
export type BytesRead = (bytes: number) => void;

/** A file of this machine, plain or `.gz`, that can be read again and again. */
export function fileSource(path: string, bytesRead: BytesRead): ReportSource {
  return {
    name: basename(path).replace(/\.gz$/, ''),
    async *open(fromByte = 0) {
      const isPacked = path.endsWith('.gz');
      const file = createReadStream(path, { start: isPacked ? 0 : fromByte });
      const chunks: AsyncIterable<Uint8Array> = isPacked ? file.compose(createGunzip()) : file;
      let before = 0;
      // What is packed can only be unpacked from its start.
      let leftOut = isPacked ? fromByte : 0;
      try {
        for await (const chunk of chunks) {
          bytesRead(file.bytesRead - before);
          before = file.bytesRead;
          if (leftOut < chunk.length) yield chunk.subarray(leftOut);
          leftOut = Math.max(0, leftOut - chunk.length);
        }
      } finally {
        file.destroy();
      }
    },
  };
}

/** The size of a file in bytes. A file that is not there is wrong usage. */
export async function bytesOf(path: string): Promise<number> {
  try {
    const { size } = await stat(path);
    return size;
  } catch (cause) {
    throw fileProblem(path, cause);
  }
}

/** What to tell the person whose file could not be opened. */
function fileProblem(path: string, cause: unknown): Error {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return code === 'ENOENT'
    ? usageFailure(`There is no file ${path}.`, { cause })
    : fault(`${path} cannot be read.`, { cause });
}
