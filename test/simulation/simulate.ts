import { parseArgs } from 'node:util';
import * as z from 'zod';
import { type Finding, findPlantedBugs, tableOf } from './planted-bugs/find-planted-bugs.ts';
import type { Tally } from './seed-span.ts';
import { playOnAllCores } from './seed-threads.ts';
import { type Fault, faults } from './world/fault-plan.ts';
import { type WorldName, worldNames, worldOf, worlds } from './worlds.ts';

const help = `npm run simulate -- [--world NAME] [--seeds N] [--first-seed S] [--story NAME] [--faults LIST] [--planted-bugs]

Plays N seeds (default 10000), each a story with faults, outages, disorder and duplicates that follow from it, and checks
what must hold in the end. A seed plays the same way every time. What breaks a promise is told with no more faults than
that takes, call by call, with the command that plays it again.

  --seeds N         so many seeds
  --first-seed S    from this one on (default 1); with --seeds 1 plays one again
  --world NAME      requests (from a request to its tasks; when nothing is said), ecom (from eCom to its tasks) or
                    providers (from what a provider shows to tasks that are settled)
  --story NAME      only this story, in its world: ${worldNames.flatMap(storiesOf).join(', ')}
  --faults LIST     only these faults, as a failure names them (12:lost,31:crash_after), or none
  --planted-bugs    instead: plants each bug of planted-bugs/bugs.ts and looks whether it is found, and by what

Every core plays. The last line gives seeds, calls, faults, violations, and seeds a second, by the clock and by core.`;

function storiesOf(world: WorldName): readonly string[] {
  return worlds[world].storyNames.map((name) => `"${name}"`);
}

const seedsOfLine = 1_000;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10000' },
    'first-seed': { type: 'string', default: '1' },
    world: { type: 'string' },
    story: { type: 'string' },
    faults: { type: 'string' },
    'planted-bugs': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

function wrongUsage(words: string): never {
  console.error(`${words}\n\n${help}`);
  process.exit(2);
}
function wholeNumber(text: string): number {
  return /^[1-9]\d*$/.test(text) ? Number(text) : wrongUsage(`Not a positive whole number: ${text}`);
}
function namedFaults(text: string): Readonly<Record<number, Fault>> {
  const named = text === 'none' ? [] : text.split(',').map((part) => part.split(':'));
  const parsed = z.array(z.tuple([z.coerce.number().int().positive(), z.enum(faults)])).safeParse(named);
  return parsed.success ? Object.fromEntries(parsed.data) : wrongUsage(`Not a list of faults: ${text}`);
}

if (values.help) console.log(help);
else if (values['planted-bugs']) process.exitCode = await lookForPlantedBugs();
else {
  process.exitCode = await simulate(wholeNumber(values['first-seed']), wholeNumber(values.seeds));
}

function wantedWorld({ world, story }: Readonly<{ world?: string; story?: string }>): WorldName {
  const named = worldNames.find((name) => name === world);
  if (world !== undefined && named === undefined) wrongUsage(`No such world: ${world}`);
  if (story === undefined) return named ?? 'requests';
  const found = worldOf(story);
  return found === undefined || (named ?? found) !== found ? wrongUsage(`No such story: ${story}`) : found;
}

async function simulate(firstSeed: number, seeds: number): Promise<number> {
  const wanted = {
    world: wantedWorld(values),
    story: values.story,
    faults: values.faults === undefined ? undefined : namedFaults(values.faults),
  };
  const sum = { seeds: 0, calls: 0, faults: 0, violations: 0 };
  const [startedAt, cpuAtStart] = [performance.now(), process.cpuUsage()];
  const rates = (): string => {
    const cpu = process.cpuUsage(cpuAtStart);
    const [bySeconds, byCpu] = [(performance.now() - startedAt) / 1000, (cpu.user + cpu.system) / 1_000_000];
    return `${Math.round(sum.seeds / bySeconds)} seeds a second, ${Math.round(sum.seeds / byCpu)} a second and core`;
  };
  const add = ({ failures, ...tally }: Tally): void => {
    const saidBefore = Math.floor(sum.seeds / seedsOfLine);
    for (const name of ['seeds', 'calls', 'faults', 'violations'] as const) sum[name] += tally[name];
    for (const failure of failures) console.error(failure);
    if (Math.floor(sum.seeds / seedsOfLine) > saidBefore) {
      console.error(`${sum.seeds} of ${seeds} seeds, ${rates()}, ${sum.violations} violations`);
    }
  };
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  await playOnAllCores({ first: firstSeed, end: firstSeed + seeds, ...wanted }, add, stop.signal);
  const { calls, faults: faultCount, violations } = sum;
  console.log(
    `${sum.seeds} seeds from ${firstSeed} on: ${calls} calls, ${faultCount} faults, ${violations} violations, ${rates()}`,
  );
  return violations === 0 ? 0 : 1;
}

async function lookForPlantedBugs(): Promise<number> {
  const findings: Finding[] = [];
  for await (const finding of findPlantedBugs()) {
    console.error(`${finding.bug}: ${finding.verdict}`);
    findings.push(finding);
  }
  console.log(tableOf(findings));
  return findings.every(({ verdict }) => verdict === 'found') ? 0 : 1;
}
