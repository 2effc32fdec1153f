import { describe, expect, it } from 'vitest';
import { faultsAt, faultsOf, noFaults, type PortCall } from '../world/fault-plan.ts';

import { playProviders } from './play-providers.ts';
import { providerViolations } from './provider-properties.ts';
import { providerStories } from './provider-stories.ts';
import type { ProviderDisturbance } from './provider-system.ts';

const calm: ProviderDisturbance = { plan: noFaults };

describe('what a provider shows', () => {
  it.each(providerStories)('$name: ends well when nothing goes wrong', async (story) => {
    const ending = await playProviders(story, calm);
    expect(await providerViolations(story, ending, ending.essence)).toEqual([]);
  });

  it('ends well whichever call goes wrong in one of its ways', async () => {
    const [story] = providerStories;
    if (story === undefined) throw new Error('There is no story.');
    const made: PortCall[] = [];
    const note = (call: PortCall) => {
      made.push(call);
      return undefined;
    };
    const { essence } = await playProviders(story, { plan: note });
    expect(made.length).toBeGreaterThan(50);
    // Each call goes wrong in one way, and its neighbours of the same kind in the others: seeds play all of them.
    for (const { number, operation } of made) {
      const possible = faultsOf[operation];
      const fault = possible[number % possible.length];
      const ending = await playProviders(story, { plan: faultsAt(fault === undefined ? {} : { [number]: fault }) });
      const violations = await providerViolations(story, ending, essence);
      expect({ number, fault, violations }).toEqual({ number, fault, violations: [] });
    }
  });

  it('ends well whichever question the provider answers with 429 or 503', async () => {
    const story = providerStories.find(({ name }) => name === 'refunded too little');
    if (story === undefined) throw new Error('There is no such story.');
    let asked = 0;
    const count = () => {
      asked += 1;
      return undefined;
    };
    const { essence } = await playProviders(story, { ...calm, isProviderBusy: count });
    expect(asked).toBeGreaterThan(2);
    for (let busyAt = 1; busyAt <= asked; busyAt += 1) {
      let question = 0;
      const isProviderBusy = () => {
        question += 1;
        if (question !== busyAt) return undefined;
        return busyAt % 2 === 0 ? 503 : 429;
      };
      const ending = await playProviders(story, { ...calm, isProviderBusy });
      expect(await providerViolations(story, ending, essence)).toEqual([]);
    }
  });
});
