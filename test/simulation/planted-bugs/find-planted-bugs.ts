import * as z from 'zod';
import { type PlantedBug, plantedBugs } from './bugs.ts';
import { withPlantedBug } from './planting.ts';

/** Whether a bug was found, by which seed, and by which promises; `by_another` when only by promises that it was not meant for. */
export type Finding = Readonly<{
  bug: string;
  file: string;
  caughtBy: string;
  verdict: 'found' | 'by_another' | 'not_found';
  seed: number | undefined;
  withinSeeds: number;
  others: readonly string[];
}>;

type PlaySeed = (asked: Readonly<{ seed: number }>) => Promise<unknown>;
const isPlaySeed = (value: unknown): value is PlaySeed => typeof value === 'function';
const simulation = z.object({ playSeed: z.custom<PlaySeed>(isPlaySeed) });
const played = z.object({ violations: z.array(z.object({ property: z.string() })) });

const worlds = {
  requests: new URL('../seeded-run.ts', import.meta.url),
  lane: new URL('../retail/lane-seeded-run.ts', import.meta.url),
  providers: new URL('../providers/provider-seeded-run.ts', import.meta.url),
  ecom: new URL('../ecom/ecom-seeded-run.ts', import.meta.url),
} as const;

/** Plants one bug after the other and plays seeds until the promise breaks that it is meant for. */
export async function* findPlantedBugs(): AsyncGenerator<Finding> {
  for (const bug of plantedBugs) yield await find(bug);
}

async function find(bug: PlantedBug): Promise<Finding> {
  const { name, file, caughtBy, withinSeeds } = bug;
  const { playSeed } = simulation.parse(await withPlantedBug(bug, worlds[bug.world ?? 'requests']));
  const others = new Set<string>();
  const finding = (verdict: Finding['verdict'], seed?: number): Finding => {
    return { bug: name, file, caughtBy, verdict, seed, withinSeeds, others: [...others] };
  };
  for (const seed of [bug.at, ...Array.from({ length: withinSeeds }, (_, index) => index + 1)]) {
    const { violations } = played.parse(await playSeed({ seed }).catch(neverEnding));
    if (violations.some(({ property }) => property === caughtBy)) return finding('found', seed);
    for (const { property } of violations) others.add(property);
  }
  return finding(others.size > 0 ? 'by_another' : 'not_found');
}

// A lane that never comes to rest breaks a promise too; anything else is a fault of the simulation.
function neverEnding(error: unknown) {
  if (error instanceof Error && error.name === 'NeverAtRestError') {
    return { violations: [{ property: 'everything comes to rest' }] };
  }
  throw error;
}

/** The findings as a table for people. */
export function tableOf(findings: readonly Finding[]): string {
  const rows = findings.map(({ bug, file, caughtBy, verdict, seed, withinSeeds, others }) => {
    const how = verdict === 'found' ? `seed ${seed}` : `**${verdict.replace('_', ' ')}** ${others.join('; ')}`.trim();
    return `| ${bug} | \`${file}\` | ${caughtBy} | ${how} | ${withinSeeds} |`;
  });
  return ['| bug | planted in | found by | at | at the latest |', '|---|---|---|---|---|', ...rows].join('\n');
}
