import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { type RequestOutcome, requestOutcomeSchema } from './request-sending.ts';

/** What an import was answered so far, kept in a file so that the next run need not ask again. */
export type ImportJournal = Readonly<{
  path: string;
  outcomes: ReadonlyMap<string, RequestOutcome>;
  /** Notes an outcome; the file follows at most a second later, or with `save`. */
  record: (outcome: RequestOutcome) => Promise<void>;
  save: () => Promise<void>;
  /** Removes the file, when nothing is left to go on with. */
  remove: () => Promise<void>;
}>;

const saveEveryMilliseconds = 1000;

const fileSchema = z.object({ schema: z.literal(1), import: z.string(), outcomes: z.array(requestOutcomeSchema) });

/**
 * Opens the journal of one import (`importId` tells it from others). A missing file, or one of another import or form, is an
 * empty journal: asking again is harmless. The file is replaced whole, so a kill leaves the old one or the new one.
 */
export async function openImportJournal(path: string, importId: string): Promise<ImportJournal> {
  const outcomes = new Map((await readOutcomes(path, importId)).map((outcome) => [outcome.requestId, outcome]));
  let savedAt = performance.now();
  let saving: Promise<void> = Promise.resolve();

  const save = (): Promise<void> => {
    savedAt = performance.now();
    const text = JSON.stringify({ schema: 1, import: importId, outcomes: [...outcomes.values()] });
    saving = saving.then(() => replaceFile(path, text));
    return saving;
  };
  return {
    path,
    outcomes,
    async record(outcome) {
      outcomes.set(outcome.requestId, outcome);
      if (performance.now() - savedAt >= saveEveryMilliseconds) await save();
    },
    save,
    async remove() {
      await saving;
      await rm(path, { force: true });
    },
  };
}

async function readOutcomes(path: string, importId: string): Promise<readonly RequestOutcome[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '{}';
    throw error;
  });
  const parsed = fileSchema.safeParse(parsedJson(text));
  return parsed.success && parsed.data.import === importId ? parsed.data.outcomes : [];
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function replaceFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.next`, text);
  await rename(`${path}.next`, path);
}
