import { type Chance, noAnswer, type SimulatedAnswer, type SimulatedRequest, type Simulator } from './simulator.ts';

/** Every fault there is. */
export const faults = ['limited', 'error_before', 'error_after', 'no_answer_before', 'no_answer_after'] as const;
/** What goes wrong with one request: nothing was done, or everything was and only the answer is lost. */
export type Fault = (typeof faults)[number];

/** A system that fails as `next` says, and behaves where it says nothing. `limited` is how it answers too many requests. */
export function withFaults(
  simulator: Simulator,
  { next, limited }: Readonly<{ next: (request: SimulatedRequest) => Fault | undefined; limited: SimulatedAnswer }>,
): Simulator {
  return {
    changes: simulator.changes,
    handle(request, now) {
      const fault = next(request);
      switch (fault) {
        case undefined:
          return simulator.handle(request, now);
        case 'limited':
          return limited;
        case 'error_before':
          return broken;
        case 'no_answer_before':
          return noAnswer;
        case 'error_after':
          simulator.handle(request, now);
          return broken;
        case 'no_answer_after':
          simulator.handle(request, now);
          return noAnswer;
      }
    },
  };
}

/** Faults at random, each in so many of a hundred requests. */
export function seededFaults(
  chance: Chance,
  percent: Readonly<Partial<Record<Fault, number>>>,
): (request: SimulatedRequest) => Fault | undefined {
  return () => {
    // Shares of less than one in a hundred count too.
    let left = chance.below(10_000) / 100;
    for (const fault of faults) {
      left -= percent[fault] ?? 0;
      if (left < 0) return fault;
    }
    return undefined;
  };
}

const broken: SimulatedAnswer = {
  status: 502,
  headers: { 'content-type': 'text/html' },
  body: '<html><body>Bad Gateway</body></html>',
};
