import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { playSpan } from './seed-span.ts';
import { faults } from './world/fault-plan.ts';
import { worldNames } from './worlds.ts';

const spanSchema = z.object({
  world: z.enum(worldNames),
  first: z.int(),
  end: z.int(),
  step: z.int(),
  story: z.string().optional(),
  faults: z.record(z.coerce.number(), z.enum(faults)).optional(),
});

let isStopped = false;
parentPort?.once('message', () => {
  isStopped = true;
});
await playSpan(
  spanSchema.parse(workerData),
  (tally) => parentPort?.postMessage(tally),
  () => isStopped,
);
parentPort?.close();
