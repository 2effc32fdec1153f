import { describe, expect, it } from 'vitest';
import { inClosedWorld } from '../world/closed-world.ts';
import { type Fault, faultsAt, faultsOf, noFaults } from '../world/fault-plan.ts';
import { playEcom } from './ecom-play.ts';
import { ecomViolations } from './ecom-properties.ts';
import type { EcomCircumstances } from './ecom-run.ts';
import { type EcomStory, ecomStories, oneNote, setBackNote } from './ecom-stories.ts';
import { conclusionsWithoutFaults } from './undisturbed.ts';

const undisturbed = { plan: noFaults };
const lost = { plan: noFaults, webhook: () => [] };

async function brokenBy(
  story: EcomStory,
  circumstances: EcomCircumstances,
  said: unknown,
): Promise<readonly unknown[]> {
  const violations = await inClosedWorld(async () => {
    const ending = await playEcom(story, circumstances);
    return ecomViolations(story, ending, await conclusionsWithoutFaults(story));
  });
  return violations.map((violation) => ({ story: story.name, said, ...violation }));
}

describe.each(ecomStories)('$name', (story) => {
  it.each<[string, EcomCircumstances]>([
    ['come', undisturbed],
    ['come twice', { plan: noFaults, webhook: () => [0, 90] }],
    ['come an hour late', { plan: noFaults, webhook: () => [3600] }],
    ['are all lost', lost],
  ])('ends well when webhooks %s', async (how, circumstances) => {
    expect(await brokenBy(story, circumstances, how)).toEqual([]);
  });

  it('ends well whichever step is done in the middle of a reading or a look, with webhooks and without', async () => {
    const beforeRequest = (request: number) => (step: number) => (step > 1 ? request : undefined);
    for (let request = 1; request <= 4; request += 1) {
      expect(await brokenBy(story, { ...undisturbed, beforeRequest: beforeRequest(request) }, { request })).toEqual([]);
    }
    // Two looks come first here, then the reading.
    for (let request = 6; request <= 10; request += 1) {
      expect(await brokenBy(story, { ...lost, beforeRequest: beforeRequest(request) }, { request })).toEqual([]);
    }
  });
});

describe('one call that goes wrong', () => {
  // What follows from a case has a world of its own.
  it.each<[string, EcomCircumstances, RegExp, EcomStory]>([
    ['a credit note whose webhooks come', undisturbed, /receive|observe|sweep/, oneNote],
    ['a credit note whose webhooks are all lost', lost, /observe|sweep/, oneNote],
    ['a credit note that is set back to Not paid', undisturbed, /observe/, setBackNote],
  ])('changes nothing about %s, whichever it is and however', async (_, circumstances, processes, story) => {
    const { system } = await playEcom(story, circumstances);
    const planned = system.calls
      .trace()
      .filter(({ process }) => processes.test(process))
      .flatMap(({ number, operation }) => faultsOf[operation].map((fault: Fault) => ({ [number]: fault })));
    expect(planned.length).toBeGreaterThan(50);
    for (const faults of planned) {
      expect(await brokenBy(story, { ...circumstances, plan: faultsAt(faults) }, faults)).toEqual([]);
    }
  });
});
