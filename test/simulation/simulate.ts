import { parseArgs } from 'node:util';
import { brokenBySeed } from './seeded-run.ts';

const help = `npm run simulate -- [--seeds N] [--first-seed S]

Plays N seeds (default 10000), each a story with faults, disorder and duplicates that follow from it, and checks what
must hold in the end. A seed plays the same way every time: --first-seed S --seeds 1 plays one again.`;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10000' },
    'first-seed': { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});
const wholeNumber = (text: string): number => {
  if (!/^[1-9]\d*$/.test(text)) {
    console.error(`Not a positive whole number: ${text}\n\n${help}`);
    process.exit(2);
  }
  return Number(text);
};

if (values.help) console.log(help);
else process.exitCode = await simulate(wholeNumber(values['first-seed']), wholeNumber(values.seeds));

async function simulate(firstSeed: number, seeds: number): Promise<number> {
  const startedAt = performance.now();
  const rate = (played: number) => Math.round((played / (performance.now() - startedAt)) * 1000);
  let violations = 0;
  let played = 0;
  let isStopped = false;
  process.once('SIGINT', () => {
    isStopped = true;
  });
  for (let seed = firstSeed; seed < firstSeed + seeds && !isStopped; seed += 1) {
    const broken = await brokenBySeed(seed);
    played += 1;
    violations += broken.length;
    for (const violation of broken) console.error(JSON.stringify(violation));
    if (played % 1000 === 0)
      console.error(`${played} of ${seeds} seeds, ${rate(played)} a second, ${violations} violations`);
  }
  console.log(
    `seeds ${firstSeed} to ${firstSeed + played - 1}: ${violations} violations, ${rate(played)} seeds a second`,
  );
  return violations === 0 ? 0 : 1;
}
