import { parseArgs } from 'node:util';
import * as z from 'zod';
import { type Finding, findPlantedBugs, tableOf } from './planted-bugs/find-planted-bugs.ts';
import { type Played, playSeed, storyNames } from './seeded-run.ts';
import { failureText, shrunkFailure } from './shrunk-failure.ts';
import { type Fault, faults } from './world/fault-plan.ts';

const help = `npm run simulate -- [--seeds N] [--first-seed S] [--story NAME] [--faults LIST] [--planted-bugs]

Plays N seeds (default 10000), each a story with faults, outages, disorder and duplicates that follow from it, and checks
what must hold in the end. A seed plays the same way every time. What breaks a promise is told with no more faults than
that takes, call by call, with the command that plays it again.

  --seeds N         so many seeds
  --first-seed S    from this one on (default 1); with --seeds 1 plays one again
  --story NAME      only this story: ${storyNames.map((name) => `"${name}"`).join(', ')}
  --faults LIST     only these faults, as a failure names them (12:lost,31:crash_after), or none
  --planted-bugs    instead: plants each bug of planted-bugs/bugs.ts and looks whether it is found, and by what

The last line gives seeds, calls, faults, violations, and seeds a second, by the clock and by CPU time.`;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10000' },
    'first-seed': { type: 'string', default: '1' },
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
  if (values.story !== undefined && !storyNames.includes(values.story)) wrongUsage(`No such story: ${values.story}`);
  process.exitCode = await simulate(wholeNumber(values['first-seed']), wholeNumber(values.seeds));
}

async function simulate(firstSeed: number, seeds: number): Promise<number> {
  const wanted = { story: values.story, faults: values.faults === undefined ? undefined : namedFaults(values.faults) };
  const tally = { seeds: 0, calls: 0, faults: 0, violations: 0 };
  const [startedAt, cpuAtStart] = [performance.now(), process.cpuUsage()];
  const rates = (): string => {
    const cpu = process.cpuUsage(cpuAtStart);
    const [bySeconds, byCpu] = [(performance.now() - startedAt) / 1000, (cpu.user + cpu.system) / 1_000_000];
    return `${Math.round(tally.seeds / bySeconds)} seeds a second, ${Math.round(tally.seeds / byCpu)} a second of CPU`;
  };
  let isStopped = false;
  process.once('SIGINT', () => {
    isStopped = true;
  });
  for (let seed = firstSeed; seed < firstSeed + seeds && !isStopped; seed += 1) {
    const played = await playSeed({ seed, ...wanted });
    tally.seeds += 1;
    tally.calls += played.trace.length;
    tally.faults += played.trace.filter(({ fault }) => fault !== undefined).length;
    tally.violations += played.violations.length;
    if (played.violations.length > 0) console.error(await toldFailure(played));
    if (tally.seeds % 1000 === 0) {
      console.error(`${tally.seeds} of ${seeds} seeds, ${rates()}, ${tally.violations} violations`);
      // What only timers of the real world drive gets its turn: Ctrl-C.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const { calls, faults: faultCount, violations } = tally;
  console.log(
    `seeds ${firstSeed} to ${firstSeed + tally.seeds - 1}: ${calls} calls, ${faultCount} faults, ${violations} violations, ${rates()}`,
  );
  return violations === 0 ? 0 : 1;
}

async function toldFailure(played: Played): Promise<string> {
  const shrunk = await shrunkFailure(played, values.story);
  return shrunk === undefined ? '' : failureText(shrunk);
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
