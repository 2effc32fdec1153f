import { simulateEcom } from '../ecom/ecom-simulator.ts';
import type { EcomShop } from '../ecom/ecom-state.ts';
import { simulateProviders } from '../providers/provider-simulator.ts';
import type { ProviderAccountSettings } from '../providers/provider-state.ts';
import type { RetailAccountSettings } from '../retail/account-settings.ts';
import { simulateRetail } from '../retail/retail.ts';
import type { Simulator } from '../simulator.ts';

/** A system that a machine stands in for, with all that its simulator must know. It travels between threads. */
export type SimulatedSystem = SimulatedRetail | SimulatedEcom | SimulatedProviders;

/** Retail, with its accounts. */
export type SimulatedRetail = Readonly<{
  name: 'retail';
  accounts: readonly RetailAccountSettings[];
  /** How many times as fast as the real one's its limiters let go. */
  speed: number;
}>;

/** eCom, with its shops. */
export type SimulatedEcom = Readonly<{ name: 'ecom'; shops: readonly EcomShop[] }>;

/** The payment providers, with the accounts of all shops. */
export type SimulatedProviders = Readonly<{ name: 'providers'; accounts: readonly ProviderAccountSettings[] }>;

/** By what name a shops file knows the systems that a machine can stand in for. */
export const simulatedNames: readonly SimulatedSystem['name'][] = ['retail', 'ecom', 'providers'];

/** Makes the simulator of a system. */
export function simulatorOf(system: SimulatedSystem): Simulator {
  switch (system.name) {
    case 'retail':
      return simulateRetail(system);
    case 'ecom':
      return simulateEcom(system.shops);
    case 'providers':
      return simulateProviders(system.accounts);
  }
}
