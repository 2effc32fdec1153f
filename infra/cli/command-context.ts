import type { ExitCode } from './command-failure.ts';
import type { Connection } from './connection.ts';

/** What every command works with: the system it talks to, where its result goes, and how it says how it ended. */
export type CommandContext = Readonly<{
  connection: () => Connection;
  /** Writes a result to stdout: the text for a person, or with `--json` the value. */
  print: (result: Readonly<{ text: string; value: unknown }>, json: boolean) => void;
  exitWith: (code: ExitCode) => void;
}>;

/** Prints to stdout and sets the exit code of the process. */
export function processContext(connection: () => Connection): CommandContext {
  return {
    connection,
    print: ({ text, value }, json) => {
      process.stdout.write(`${json ? JSON.stringify(value, undefined, 2) : text}\n`);
    },
    exitWith: (code) => {
      process.exitCode = code;
    },
  };
}
