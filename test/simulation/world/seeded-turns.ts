import { setImmediate as afterMicrotasks } from 'node:timers';
import type { SeededRandom } from './seeded-random.ts';

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
