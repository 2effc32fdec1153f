import { describe, expect, it } from 'vitest';
import { workInLanes } from '../../../../infra/cli/import/lanes.ts';

const laneOf = (item: string) => item.charAt(0);
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('working in lanes', () => {
  it('keeps the order within a lane and works on different lanes at once', async () => {
    const trace: string[] = [];
    const stop = new AbortController().signal;
    await workInLanes(['a1', 'b1', 'a2', 'c1'], { laneOf, concurrency: 2, stop }, async (item) => {
      trace.push(`+${item}`);
      await turn();
      trace.push(`-${item}`);
    });
    expect(trace).toEqual(['+a1', '+b1', '-a1', '+a2', '-b1', '+c1', '-a2', '-c1']);
  });

  it('ends what is in flight after a stop and begins nothing more', async () => {
    const done: string[] = [];
    const controller = new AbortController();
    await workInLanes(['a1', 'b1', 'a2', 'c1'], { laneOf, concurrency: 2, stop: controller.signal }, async (item) => {
      controller.abort();
      await turn();
      done.push(item);
    });
    expect(done).toEqual(['a1']);
  });

  it('throws the first failure, after all else in flight has ended', async () => {
    const done: string[] = [];
    const stop = new AbortController().signal;
    const work = workInLanes(['a1', 'b1', 'a2'], { laneOf, concurrency: 2, stop }, async (item) => {
      if (item === 'a1') throw new Error('refused');
      await turn();
      done.push(item);
    });
    await expect(work).rejects.toThrow('refused');
    expect(done).toEqual(['b1']);
  });
});
