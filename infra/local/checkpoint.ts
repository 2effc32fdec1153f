import { readFile, rename, writeFile } from 'node:fs/promises';
import * as z from 'zod';

const positionSchema = z.strictObject({ shardId: z.string(), sequenceNumber: z.string().nullable() });

/** How far a stream has been read: the shard, and the last record of it that was handled (none yet: null). */
export type StreamPosition = Readonly<z.infer<typeof positionSchema>>;

/** Where a stream reader keeps its position. */
export type Checkpoint = Readonly<{
  read(): Promise<StreamPosition | undefined>;
  write(position: StreamPosition): Promise<void>;
}>;

/** A checkpoint in a file, which holds the old or the new position whatever kills the process in between. */
export function fileCheckpoint(path: string): Checkpoint {
  return {
    async read() {
      const text = await readFile(path, 'utf8').catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
        throw error;
      });
      return text === undefined ? undefined : positionSchema.parse(JSON.parse(text));
    },
    async write(position) {
      const unfinished = `${path}.new`;
      await writeFile(unfinished, JSON.stringify(position));
      await rename(unfinished, path);
    },
  };
}
