import { describe, expect, it } from 'vitest';
import { faultsAt, faultsOf, noFaults } from '../world/fault-plan.ts';
import { laneViolations } from './lane-properties.ts';
import { atOnce, type LaneStory, linkedBefore, ourStories, soldBefore } from './lane-stories.ts';
import { type LaneDisturbance, playLane } from './lane-system.ts';

async function brokenBy(story: LaneStory, disturbance: LaneDisturbance, said: unknown): Promise<readonly unknown[]> {
  const ending = await playLane(story, disturbance);
  return (await laneViolations(story, ending)).map((violation) => ({ story: story.name, said, ...violation }));
}

describe.each(ourStories)('$name', (story) => {
  it('ends well when nothing goes wrong', async () => {
    expect(await brokenBy(story, { plan: noFaults }, 'nothing')).toEqual([]);
  });

  it('ends well whichever call is lost, done unseen, done twice or the last of its process', async () => {
    const { calls } = await playLane(story, { plan: noFaults });
    const planned = calls
      .trace()
      .flatMap(({ number, operation }) => faultsOf[operation].map((fault) => ({ [number]: fault })));
    expect(planned.length).toBeGreaterThan(50);
    for (const faults of planned) expect(await brokenBy(story, { plan: faultsAt(faults) }, faults)).toEqual([]);
  });

  it('ends well whichever call or answer is held up until others have taken over', async () => {
    const twoAtIt = atOnce(story, 2);
    const { turns } = await playLane(twoAtIt, { plan: noFaults });
    for (let heldUp = 1; heldUp <= turns; heldUp += 1) {
      const isHeldUp = (turn: number) => turn === heldUp;
      expect(await brokenBy(twoAtIt, { plan: noFaults, isHeldUp }, { heldUp })).toEqual([]);
    }
  });
});

describe('others in Retail', () => {
  it('sell the same article before, during and after our correction, and the stock is right in the end', async () => {
    for (let request = 1; request <= 14; request += 1) {
      expect(await brokenBy(soldBefore(request), { plan: noFaults }, { request })).toEqual([]);
    }
  });

  it.each([
    ['before our last look', [1, 2, 3, 4, 5], 'observed'],
    ['between our last look and our completion, or after it, which the log will show', [6, 7], 'completed'],
  ])('write the same refund %s', async (_, requests, state) => {
    for (const request of requests) {
      const story = linkedBefore(request);
      const ending = await playLane(story, { plan: noFaults });
      expect(await laneViolations(story, ending)).toEqual([]);
      const states = ending.table.rows().flatMap((row) => (row.sk === 'EFFECT#SALE' ? [row.state] : []));
      expect({ request, states }).toEqual({ request, states: [state] });
    }
  });
});
