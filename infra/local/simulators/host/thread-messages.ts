import type { SimulatedSystem } from './simulated-system.ts';

/** What the thread of the simulators is told, once. */
export type ToThread = Readonly<{
  systems: readonly SimulatedSystem[];
  journalFolder: string;
  /** Where webhooks of the providers are sent. */
  machineUrl: string;
}>;

/** What it says. `listening` comes once, by itself; `begun` answers what it was told. */
export type FromThread =
  | Readonly<{ kind: 'listening'; addresses: readonly (readonly [name: string, url: string])[] }>
  | Readonly<{ kind: 'begun' }>;
