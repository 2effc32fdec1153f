import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program that runs beside the machine. */
export type ChildProcess = Readonly<{
  processId: number | undefined;
  /** The last thing it wrote to its error output. */
  lastWords(): string;
  hasEnded(): boolean;
  /** Resolves when it has ended, whoever ended it. */
  ended: Promise<unknown>;
  /** Ends it and waits until it is gone. */
  stop(): Promise<void>;
}>;

// `cat` waits for the end of the shell's input: when the parent is gone, however it went, the program goes too. The
// shell itself waits for the program, so that the parent hears at once when that ends by itself.
const dieWithParent = [
  'exec 3<&0',
  '"$@" 3<&- & p=$!',
  'trap "kill $p" TERM INT',
  '(cat <&3 >/dev/null; kill $p) 2>/dev/null & c=$!',
  'wait $p; wait $p; kill $c 2>/dev/null',
].join('\n');
const longestLastWords = 2_000;

/**
 * Starts a program that ends with this process, also after kill -9. A Ctrl-C at the terminal does not reach it: it is
 * ended by `stop`, when nobody needs it any more. `environment` is added to this process's own.
 */
export function startChildProcess(
  command: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  const child = spawn('sh', ['-c', dieWithParent, 'sh', ...command], {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
    env: { ...process.env, ...environment },
  });
  const ended = once(child, 'exit');
  let lastWords = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-longestLastWords);
  });
  // The pipe breaks when the program ends by itself; that it ended is what counts.
  child.stdin.on('error', () => undefined);
  return {
    processId: child.pid,
    ended,
    lastWords: () => lastWords.trim(),
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}
