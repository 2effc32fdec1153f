import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { StartProblem } from './start-problem.ts';

/** Where the machine keeps its state. */
export type DataFolder = Readonly<{
  path: string;
  databasePath: string;
  queuesPath: string;
  bucketsPath: string;
  simulatorsPath: string;
  logPath: string;
  /** What would have been mailed, a line each. */
  mailsPath: string;
  /** The checkpoint file of one event source mapping. */
  checkpointPath(mapping: string): string;
  /** Whether something was done before in this folder; otherwise says from now on that it was. */
  once(deed: string): Promise<boolean>;
  /** The text kept under a name; made the first time. Nobody else may read it. */
  keep(name: string, make: () => string): Promise<string>;
  /** Lets another machine use the folder, and removes it when it was a temporary one. */
  release(): Promise<void>;
}>;

const lockName = 'machine.pid';

/**
 * Opens the folder, making it if needed; without a path a fresh temporary one. Two machines on one folder would both
 * write its database, so the second is refused with {@link StartProblem}; the lock of one that was killed is taken over.
 */
export async function openDataFolder(path: string | undefined): Promise<DataFolder> {
  const folder = path === undefined ? await mkdtemp(join(tmpdir(), 'avoir-')) : resolve(path);
  await makeFolders(folder);
  await lock(folder);
  // Also when the start is broken off: a temporary folder does not outlive the process.
  if (path === undefined) process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const deed = (name: string): string => join(folder, 'done', name);
  return {
    path: folder,
    databasePath: join(folder, 'tables.db'),
    queuesPath: join(folder, 'queues'),
    bucketsPath: join(folder, 'buckets'),
    simulatorsPath: join(folder, 'simulators'),
    logPath: join(folder, 'functions.log'),
    mailsPath: join(folder, 'mails.jsonl'),
    checkpointPath: (mapping) => join(folder, 'checkpoints', `${mapping}.json`),
    async once(name) {
      return writeFile(deed(name), '', { flag: 'wx' }).then(
        () => true,
        (error: unknown) => {
          if (hasCode(error, 'EEXIST')) return false;
          throw error;
        },
      );
    },
    async keep(name, make) {
      const kept = join(folder, name);
      try {
        return await readFile(kept, 'utf8');
      } catch (error) {
        if (!hasCode(error, 'ENOENT')) throw error;
      }
      const text = make();
      await writeFile(kept, text, { mode: 0o600 });
      return text;
    },
    async release() {
      await rm(path === undefined ? folder : join(folder, lockName), { recursive: true, force: true });
    },
  };
}

async function makeFolders(folder: string): Promise<void> {
  try {
    for (const name of ['queues', 'simulators', 'checkpoints', 'done'])
      await mkdir(join(folder, name), { recursive: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartProblem(`The data folder cannot be used: ${reason}`, { cause });
  }
}

async function lock(folder: string): Promise<void> {
  const path = join(folder, lockName);
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' });
  } catch (cause) {
    if (!hasCode(cause, 'EEXIST')) throw cause;
    const owner = Number(await readFile(path, 'utf8'));
    if (owner !== process.pid && isRunning(owner))
      throw new StartProblem(
        `The data folder ${folder} is in use by process ${owner}: stop that first, or take another --data.`,
        { cause },
      );
    await writeFile(path, String(process.pid));
  }
}

function isRunning(processId: number): boolean {
  if (!Number.isInteger(processId) || processId <= 0) return false;
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
