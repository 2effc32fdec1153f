import type { Turn } from '../world/port-calls.ts';
import type { SeededRandom } from '../world/seeded-random.ts';

/** Which turns are held up (counted from 1): the process stands still there for longer than any lease, and then goes on. */
export type HoldUps = (turnNumber: number) => boolean;

/** Hands out turns to processes that run at once, one at a time. */
export type Turns = Readonly<{
  /** The turns of one process. */
  ofProcess(): Turn;
  /** Lets one waiting call go on; `false` when none may. */
  step(): boolean;
  /** When the first call that is held up goes on. */
  heldUpUntil(): number | undefined;
  taken(): number;
}>;

type Waiting = { go: () => void; notBefore: number };

// Longer than a lease (45 s), than an intent may be written (15 s), and than a message is hidden (180 s).
const heldUpMilliseconds = 200_000;

/** Turns on a clock. With `random` the next one is picked by chance, else the longest waiting goes first. */
export function turnsOn(
  nowMilliseconds: () => number,
  { isHeldUp, random }: Readonly<{ isHeldUp: HoldUps; random?: SeededRandom | undefined }>,
): Turns {
  let waiting: Waiting[] = [];
  let taken = 0;
  return {
    ofProcess: () => () =>
      new Promise((go) => {
        taken += 1;
        waiting.push({ go, notBefore: nowMilliseconds() + (isHeldUp(taken) ? heldUpMilliseconds : 0) });
      }),
    step() {
      const ready = waiting.filter(({ notBefore }) => notBefore <= nowMilliseconds());
      const next = random && ready.length > 1 ? random.pick(ready) : ready[0];
      if (next === undefined) return false;
      waiting = waiting.filter((other) => other !== next);
      next.go();
      return true;
    },
    heldUpUntil: () => (waiting.length === 0 ? undefined : Math.min(...waiting.map(({ notBefore }) => notBefore))),
    taken: () => taken,
  };
}
