import { parentPort } from 'node:worker_threads';
import * as z from 'zod';
import { playSpan, type Tally } from './seed-span.ts';
import { faults } from './world/fault-plan.ts';
import { worldNames } from './worlds.ts';

const spanSchema = z.object({
  world: z.enum(worldNames),
  first: z.int(),
  end: z.int(),
  story: z.string().optional(),
  faults: z.record(z.coerce.number(), z.enum(faults)).optional(),
});

/** What a thread says: what it has played since it said so last, or that it wants more. */
export type FromSeedThread = Tally | 'free';
/** What a thread is told beside the spans that it is given: to end the one in hand early, or that there are no more. */
export type ToSeedThread = 'stop' | 'end';

const port = parentPort;
if (port === null) throw new Error('This is run as a thread of its own.');
const say = (message: FromSeedThread): void => port.postMessage(message);

let isStopped = false;
port.on('message', async (message: unknown) => {
  if (message === 'end') port.close();
  else if (message === 'stop') isStopped = true;
  else {
    await playSpan(spanSchema.parse(message), say, () => isStopped);
    say('free');
  }
});
say('free');
