import type { Caller } from './authenticate.ts';

/** Who calls a route that is none of the open ones. Authentication comes before every endpoint: nobody here is a fault of ours. */
export function knownCaller(caller: Caller | undefined): Caller {
  if (caller === undefined) throw new Error('A request reached its endpoint and nobody is known to have made it.');
  return caller;
}
