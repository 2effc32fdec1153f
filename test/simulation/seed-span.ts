import type { Seeded } from './seeded-run.ts';
import { failureText, shrunkFailure } from './shrunk-failure.ts';
import { type WorldName, worlds } from './worlds.ts';

/** Seeds of a world: from the first on up to the end, which is not among them. */
export type SeedSpan = Readonly<{ world: WorldName; first: number; end: number }> & Pick<Seeded, 'story' | 'faults'>;

/** What was played since the last report. */
export type Tally = Readonly<{
  seeds: number;
  calls: number;
  faults: number;
  violations: number;
  failures: readonly string[];
}>;

const seedsOfReport = 100;

/** Plays the seeds of a span and reports now and then, the failures in words; ends early when it is told to stop. */
export async function playSpan(
  { world, first, end, ...asked }: SeedSpan,
  report: (tally: Tally) => void,
  isStopped: () => boolean,
): Promise<void> {
  const nothing = { seeds: 0, calls: 0, faults: 0, violations: 0 };
  let tally = { ...nothing };
  let failures: string[] = [];
  for (let seed = first; seed < end && !isStopped(); seed += 1) {
    const played = await worlds[world].playSeed({ seed, ...asked });
    tally.seeds += 1;
    tally.calls += played.trace.length;
    tally.faults += played.trace.filter(({ fault }) => fault !== undefined).length;
    tally.violations += played.violations.length;
    const failure = await shrunkFailure(played, { world, wanted: asked.story });
    if (failure !== undefined) failures.push(failureText(failure));
    if (tally.seeds < seedsOfReport && seed + 1 < end && failures.length === 0) continue;
    report({ ...tally, failures });
    tally = { ...nothing };
    failures = [];
    // Only between seeds is the world open, and whoever wants to stop this is heard.
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (tally.seeds > 0) report({ ...tally, failures });
}
