import type { SimulatedSystem } from './simulated-system.ts';

/** What the thread of the simulators is told, once. */
export type ToThread = Readonly<{ systems: readonly SimulatedSystem[]; journalFolder: string }>;

/** What it says. `listening` comes once, by itself; `begun` answers what it was told. */
export type FromThread =
  | Readonly<{ kind: 'listening'; addresses: readonly (readonly [name: string, url: string])[] }>
  | Readonly<{ kind: 'begun' }>;
