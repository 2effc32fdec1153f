import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** What the machine and its functions write down. */
export type FunctionLog = Readonly<{
  /** Takes what a function wrote, as it wrote it. */
  ofFunction: (functionName: string) => (text: string) => void;
  /** Takes a line about the machine itself. */
  machine: (line: string) => void;
  close(): Promise<void>;
}>;

/** A log in a file of the data folder, shown on the error output too when asked for. */
export async function openFunctionLog(path: string, isVerbose: boolean): Promise<FunctionLog> {
  const file = createWriteStream(path, { flags: 'a' });
  await once(file, 'open');
  const write = (text: string): void => {
    file.write(text);
    if (isVerbose) process.stderr.write(text);
  };
  return {
    ofFunction: () => write,
    machine: (line) =>
      write(`${JSON.stringify({ timestamp: new Date().toISOString(), service: 'machine', message: line })}\n`),
    async close() {
      file.end();
      await once(file, 'close');
    },
  };
}
