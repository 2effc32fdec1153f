import { Worker } from 'node:worker_threads';
import type { FromThread, ToThread } from './thread-messages.ts';

/** The thread in which the systems run that a machine stands in for. It ends with the process, however that comes. */
export type SimulatorHost = Readonly<{
  /** Where each system will answer, by its name. */
  addresses: ReadonlyMap<string, string>;
  /** Brings the systems to where they were when the machine last ran, and lets requests reach them. Called once. */
  begin(what: ToThread): Promise<void>;
  /** Resolves with the reason when the thread cannot go on. */
  failed: Promise<string>;
  close(): Promise<void>;
}>;

/** Starts the thread. Addresses are there at once, because the settings of shops name them; systems come afterwards. */
export async function startSimulatorHost(): Promise<SimulatorHost> {
  const worker = new Worker(new URL('./simulator-thread.ts', import.meta.url));
  const failed = Promise.withResolvers<string>();
  const listening = Promise.withResolvers<ReadonlyMap<string, string>>();
  const begun = Promise.withResolvers<void>();
  worker.on('message', (message: FromThread) => {
    if (message.kind === 'listening') listening.resolve(new Map(message.addresses));
    else begun.resolve();
  });
  worker.on('error', (error) => {
    const reason = error instanceof Error ? error : new Error(String(error));
    listening.reject(reason);
    begun.reject(reason);
    failed.resolve(`The simulators have failed: ${reason.message}`);
  });
  // Whoever waits for none of them is told by `failed`.
  begun.promise.catch(() => undefined);
  const tell = (message: ToThread): void => worker.postMessage(message);
  return {
    addresses: await listening.promise,
    begin(what) {
      tell(what);
      return begun.promise;
    },
    failed: failed.promise,
    async close() {
      await worker.terminate();
    },
  };
}
