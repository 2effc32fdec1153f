import { nextTick } from 'node:process';
import type { SeededRandom } from './seeded-random.ts';

/**
 * Calls back once no promise has anything left to do. Ticks come after the microtasks, but one that a tick asks for comes
 * before those that the same tick made, hence the microtask in between. A turn of the event loop would do
 * too, and takes a seventh of the time of a seed.
 */
function afterMicrotasks(callBack: () => void): void {
  queueMicrotask(() => nextTick(callBack));
}

/** Lets the calls of all processes happen one at a time, in an order that follows from the seed. */
export type Turns = Readonly<{ next(): Promise<void> }>;

/**
 * Whoever makes a call waits for its turn. Once nothing in the world moves by itself any more, one of those that wait is
 * picked; so what is done side by side meets in every order, and how many awaits the code has changes nothing.
 */
export function seededTurns(random: SeededRandom): Turns {
  const waiting: (() => void)[] = [];
  let isPicking = false;

  function pick(): void {
    const [chosen] = waiting.splice(waiting.length === 1 ? 0 : random.below(waiting.length), 1);
    chosen?.();
    isPicking = waiting.length > 0;
    if (isPicking) afterMicrotasks(pick);
  }

  return {
    next: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        if (isPicking) return;
        isPicking = true;
        afterMicrotasks(pick);
      }),
  };
}
