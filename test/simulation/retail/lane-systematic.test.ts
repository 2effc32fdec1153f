import { describe, expect, it } from 'vitest';
import { faultsAt, faultsOf, noFaults } from '../world/fault-plan.ts';
import { laneViolations } from './lane-properties.ts';
import { atOnce, type LaneStory, linkedAfterwards, linkedBefore, ourStories, soldBefore } from './lane-stories.ts';
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

// Requests of the refund sale come first; whoever recovers needs a few more than the ten of a story without faults.
const [firstOfCorrection, lastOfRecovery] = [7, 14];
const twice = ['pos_credit_twice', 'stock_twice'];

describe('others in Retail', () => {
  it('sell the same article before, during and after our correction, and the stock is right in the end', async () => {
    for (let request = 1; request <= 14; request += 1) {
      expect(await brokenBy(soldBefore(request), { plan: noFaults }, { request })).toEqual([]);
    }
  });

  it('sell the same article while one of us is held up: what he writes too late is repaired, or told', async () => {
    for (let request = firstOfCorrection; request <= lastOfRecovery; request += 1) {
      const story = atOnce(soldBefore(request), 2);
      const { turns } = await playLane(story, { plan: noFaults });
      for (let heldUp = 1; heldUp <= turns; heldUp += 1) {
        const isHeldUp = (turn: number) => turn === heldUp;
        expect(await brokenBy(story, { plan: noFaults, isHeldUp }, { request, heldUp })).toEqual([]);
      }
    }
  });

  it.each([
    ['before our last look: theirs is the one', [1, 2, 3, 4, 5].map(linkedBefore), []],
    ['after our last look: it is told as a double', [linkedBefore(6)], twice],
    ['when ours was done: it is told as a double', [linkedAfterwards('unseen'), linkedAfterwards('seen')], twice],
  ])('write the same refund %s, and the shop stops', async (_, stories, doubles) => {
    for (const story of stories) {
      const ending = await playLane(story, { plan: noFaults });
      expect(await laneViolations(story, ending)).toEqual([]);
      const said = ending.table.rows().flatMap(({ reason }) => (typeof reason === 'string' ? [reason] : []));
      const isStopped = ending.table.rows().some(({ sk }) => sk.startsWith('PAUSED#'));
      expect({ story: story.name, said: new Set(said), isStopped }).toEqual({
        story: story.name,
        said: new Set(['stock_source_conflict', ...doubles]),
        isStopped: true,
      });
    }
  });
});
