import { exitCodes } from './command-failure.ts';
import type { ImportProgress } from './import/import-progress.ts';

// npm hands the Ctrl-C that the program saw itself on to it a second time.
const sameInterruptMilliseconds = 1000;

/** The first Ctrl-C asks to stop; the next one ends the program at once. */
export function stopOnInterrupt(progress: ImportProgress) {
  const controller = new AbortController();
  let askedAt: number | undefined;
  const onInterrupt = () => {
    if (askedAt === undefined) {
      askedAt = performance.now();
      progress.end();
      progress.say('Stopping when what is in flight is answered; Ctrl-C again to end at once.');
      controller.abort();
    } else if (performance.now() - askedAt > sameInterruptMilliseconds) {
      process.exit(exitCodes.fault);
    }
  };
  process.on('SIGINT', onInterrupt);
  return { signal: controller.signal, release: () => process.off('SIGINT', onInterrupt) };
}

/** Whether an error says that something was stopped on purpose. */
export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';
