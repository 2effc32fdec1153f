import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { writeBenchShops } from './bench-shops.ts';
import { type ProcessReading, processReadingSchema, type Question } from './probe-messages.ts';

/** The whole system in a child process, and what it says about itself. */
export type MeasuredSystem = Readonly<{
  url: string;
  token: string;
  processId: number;
  /** What it used up to now. */
  read: (question: Question) => Promise<ProcessReading>;
  /** Ends it and removes its state. Safe to call again. */
  stop: () => Promise<void>;
}>;

const program = fileURLToPath(new URL('../../infra/local/start.ts', import.meta.url));
const probe = new URL('probe.mjs', import.meta.url).href;
const token = 'token-of-the-bench-only';
// Retail's limiters let everything through at this speed.
const withoutLimits = '1000000';
const stopPatienceMilliseconds = 20_000;

/** Starts the system with its state in a temporary folder, as `npm start -- --data` does. Throws when it ends instead. */
export async function startMeasuredSystem({
  profileFolder,
  withStock,
}: Readonly<{ profileFolder: string | undefined; withStock: boolean }>): Promise<MeasuredSystem> {
  const folder = await mkdtemp(join(tmpdir(), 'avoir-bench-'));
  const dataFolder = join(folder, 'data');
  // A file of its own, also where it says the same: with the usual one the system would enter its demo cases.
  const shopsFile = await writeBenchShops(folder, { withRetail: withStock });
  const settings = { AVOIR_SHOPS_FILE: shopsFile, AVOIR_TOKEN: token, AVOIR_SIMULATOR_SPEED: withoutLimits };
  const profiling = profileFolder === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profileFolder];
  const child = spawn(
    process.execPath,
    ['--expose-gc', ...profiling, '--import', probe, program, '--data', dataFolder, '--port', '0', '--unguarded'],
    { env: { ...process.env, ...settings }, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
  );
  const exited = once(child, 'exit');

  async function stop(): Promise<void> {
    child.kill('SIGTERM');
    const impatience = setTimeout(() => child.kill('SIGKILL'), stopPatienceMilliseconds);
    await exited;
    clearTimeout(impatience);
    await rm(folder, { recursive: true, force: true });
  }

  try {
    const url = await readyAt(child);
    return { url, token, processId: child.pid ?? 0, read: (question) => readingOf(child, question), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Where it listens, once it says that it is ready. */
async function readyAt({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('The output of the system cannot be read.');
  for await (const line of createInterface(stdout)) {
    const [, url] = /^Avoir is ready: (http:\S+)$/.exec(line) ?? [];
    if (url === undefined) continue;
    stdout.resume();
    return url;
  }
  throw new Error('The system ended before it was ready.');
}

async function readingOf(child: ChildProcess, question: Question): Promise<ProcessReading> {
  const answered = once(child, 'message');
  child.send(question);
  const [message] = await answered;
  return processReadingSchema.parse(message);
}
