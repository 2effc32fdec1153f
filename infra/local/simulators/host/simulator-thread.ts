import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { pumpWebhooks } from '../ecom/webhook-pump.ts';
import { pumpProviderWebhooks } from '../providers/provider-pump.ts';
import { seededChance } from '../seeded-chance.ts';
import { withFaultSwitch } from './fault-switch.ts';
import { simulatedNames, simulatorOf } from './simulated-system.ts';
import { journaled, openJournal } from './simulator-journal.ts';
import { startSimulatorServer } from './simulator-server.ts';
import type { FromThread, ToThread } from './thread-messages.ts';

if (parentPort === null) throw new Error('This runs in a thread of the machine.');
const port = parentPort;
// Which requests fail is told apart by nothing else than how many came before.
const faultSeed = 1;
const tell = (message: FromThread): void => port.postMessage(message);

const servers = new Map(
  await Promise.all(simulatedNames.map(async (name) => [name, await startSimulatorServer(() => Date.now())] as const)),
);

port.once('message', ({ systems, journalFolder, machineUrl }: ToThread) => {
  for (const system of systems) {
    const simulator = simulatorOf(system);
    const journal = openJournal(join(journalFolder, `${system.name}.jsonl`), simulator);
    const kept = journaled(simulator, journal);
    const now = (): number => Math.max(journal.lastAt, Date.now());
    // Outside of the journal, for what a fault kept from the system must not be played to it again.
    servers.get(system.name)?.serve(withFaultSwitch(kept, seededChance(faultSeed)), journal.lastAt);
    if (system.name === 'ecom') {
      const keys = system.shops.map(({ apiKey }) => apiKey);
      pumpWebhooks(kept, keys, now).catch(endThread);
    }
    if (system.name === 'providers') {
      pumpProviderWebhooks(kept, system.accounts, { now, listenerUrl: machineUrl }).catch(endThread);
    }
  }
  tell({ kind: 'begun' });
});
/** Thrown outside of any promise it ends the thread, which the machine is told. */
function endThread(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}

tell({ kind: 'listening', addresses: [...servers].map(([name, { url }]) => [name, url]) });
