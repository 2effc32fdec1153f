/** The code under simulation reached for the time, chance or the network of the real world, which no seed repeats. */
export class OutsideReachedError extends Error {
  override readonly name = 'OutsideReachedError';
}

const refused = (what: string) => () => {
  throw new OutsideReachedError(`${what} was asked of the real world.`);
};

const RealDate = globalThis.Date;

// A date that is made of an instant which somebody names is as good as any other calculation.
const ClosedDate = new Proxy(RealDate, {
  apply: refused('The time'),
  construct(target, given: unknown[], newTarget) {
    if (given.length === 0) refused('The time')();
    return Reflect.construct(target, given, newTarget);
  },
  get: (target, name) => (name === 'now' ? refused('The time') : Reflect.get(target, name)),
});

const closed = {
  Date: ClosedDate,
  setTimeout: refused('A timer'),
  setInterval: refused('A timer'),
  setImmediate: refused('A timer'),
  fetch: refused('The network'),
} as const;

// Whatever this machine's environment says, a seed plays the same way.
const noEnvironment: NodeJS.ProcessEnv = {};

/** Runs something in a world of its own, without environment: the clock, timers, chance and the network of the real one throw until it has ended. */
export async function inClosedWorld<Answer>(run: () => Promise<Answer>): Promise<Answer> {
  const { random } = Math;
  const { now } = performance;
  const { stackTraceLimit } = Error;
  const { env } = process;
  // Refusals are the ordinary way of a race here, and nobody reads where each came from.
  Error.stackTraceLimit = 0;
  const open = Object.keys(closed).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const [name, value] of Object.entries(closed)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  process.env = noEnvironment;
  Math.random = refused('Chance');
  performance.now = refused('The time');
  try {
    return await run();
  } finally {
    process.env = env;
    Math.random = random;
    performance.now = now;
    Error.stackTraceLimit = stackTraceLimit;
    for (const [name, descriptor] of open) if (descriptor) Object.defineProperty(globalThis, name, descriptor);
  }
}
