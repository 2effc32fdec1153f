import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const program = fileURLToPath(new URL('../../infra/local/start.ts', import.meta.url));

/** `npm start` as a process of its own, without npm. `await using` kills it. */
export type StartedProgram = AsyncDisposable &
  Readonly<{
    /** Resolves with the address once it says that it is ready; rejects with its last words when it ends instead. */
    ready: Promise<string>;
    ended: Promise<Readonly<{ exitCode: number | null; output: string; errors: string }>>;
    kill(signal: NodeJS.Signals): void;
  }>;

/** Starts the machine with these flags and settings. `nodeFlags` go before the program. */
export function startProgram(
  flags: readonly string[],
  settings: Readonly<Record<string, string>> = {},
  nodeFlags: readonly string[] = [],
): StartedProgram {
  const { PATH } = process.env;
  const child = spawn(process.execPath, [...nodeFlags, program, ...flags], {
    env: { PATH: PATH ?? '', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { output: '', errors: '' };
  const isReady = Promise.withResolvers<string>();
  // Whoever waits for the end and not for this must not be stopped by it.
  isReady.promise.catch(() => undefined);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    texts.output += text;
    const [, url] = /ready: (http:\/\/[^/\s]+)/.exec(texts.output) ?? [];
    if (url !== undefined) isReady.resolve(url);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    texts.errors += text;
  });
  const ended = endOf(child).then((exitCode) => {
    isReady.reject(new Error(`The machine ended before it was ready: ${texts.errors}`));
    return { exitCode, ...texts };
  });
  return {
    ready: isReady.promise,
    ended,
    kill: (signal) => child.kill(signal),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function endOf(child: ChildProcess): Promise<number | null> {
  await once(child, 'close');
  return child.exitCode;
}

/** Command lines of all processes of this computer that name the text. */
export async function processesNaming(text: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-Ao', 'args'], { maxBuffer: 16 * 1024 * 1024 });
  return stdout.split('\n').filter((line) => line.includes(text));
}
