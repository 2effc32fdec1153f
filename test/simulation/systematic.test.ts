import { describe, expect, it } from 'vitest';
import { violationsOf } from './properties.ts';
import { creditNoteToTask } from './stories/credit-note-to-task.ts';
import { play, type Story } from './story.ts';
import { type Fault, faultsAt, faultsOf, noFaults } from './world/fault-plan.ts';

type Planned = Readonly<Record<number, Fault>>;

/** Plays a story with faults at given calls, and says what was wrong in the end, with what is needed to play it again. */
async function brokenBy(story: Story, planned: Planned): Promise<readonly unknown[]> {
  const ending = await play(story, { plan: faultsAt(planned) });
  return (await violationsOf(story, ending)).map((violation) => ({ story: story.name, planned, ...violation }));
}

/** Every single fault that can befall any call of a story which has gone as planned so far. */
async function singleFaults(story: Story, planned: Planned, after: number): Promise<Planned[]> {
  const { system } = await play(story, { plan: Object.keys(planned).length === 0 ? noFaults : faultsAt(planned) });
  return system.calls
    .trace()
    .filter(({ number }) => number > after)
    .flatMap(({ number, operation }) => faultsOf[operation].map((fault) => ({ ...planned, [number]: fault })));
}

describe.each(creditNoteToTask)('$name', (story) => {
  it('ends well when nothing goes wrong', async () => {
    expect(await brokenBy(story, {})).toEqual([]);
  });

  it('ends well whichever call is lost, half done, done unseen, done twice or the last of its process', async () => {
    const plans = await singleFaults(story, {}, 0);
    expect(plans.length).toBeGreaterThan(20);
    for (const planned of plans) expect(await brokenBy(story, planned)).toEqual([]);
  });
});

describe('the shortest story, with any two faults', () => {
  const [story] = creditNoteToTask;
  it('ends well', async () => {
    if (story === undefined) throw new Error('There is no story.');
    let runs = 0;
    for (const first of await singleFaults(story, {}, 0)) {
      const at = Math.max(...Object.keys(first).map(Number));
      for (const both of await singleFaults(story, first, at)) {
        expect(await brokenBy(story, both)).toEqual([]);
        runs += 1;
      }
    }
    expect(runs).toBeGreaterThan(1_000);
  });
});
