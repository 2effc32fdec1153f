import { parseArgs } from 'node:util';
import { coldStart } from './cold-start.ts';
import { cost } from './cost.ts';
import { matching } from './matching.ts';
import { pipeline } from './pipeline.ts';
import { retail } from './retail.ts';
import { InterruptedError, isMet, lineOf } from './verdict.ts';

const help = `npm run bench -- NAME [options]

  cold-start  size of every function's bundle, and how long its import takes beside that of its SDK clients alone
    --runs N        imports of each bundle, every one in a fresh process (default 10)
  cost        what AWS would charge for a credit note and for a month of nothing, from the calls really made
    --notes N       credit notes sent one after the other (default 100)
  retail      how long credit notes take to stand in Retail beside what its bucket allows at best, on a virtual clock
    --notes N       credit notes that come all at once (default 500)
  matching    a real year of credit notes, matched with 8 seeds in five variants, beside hand-written DuckDB SQL, and at scale
    --notes N       credit notes of the largest scale (default 1000000)
  pipeline    the whole system on this machine, from a credit note over HTTP to its open task
    --notes N       credit notes sent as fast as they are answered (default 6000; the bar on memory asks for 50000)
    --stock         until every refund sale is completed in Retail, whose limiters let everything through
    --profile DIR   writes a CPU profile of the system to DIR

Ends with 0 when every bar is met, 1 when one is missed, 2 when it was called wrongly. Measure on a quiet machine.`;

const benches = { 'cold-start': coldStart, cost, matching, retail, pipeline } as const;
type BenchName = keyof typeof benches;
const isBenchName = (name: string | undefined): name is BenchName => name !== undefined && name in benches;

class UsageError extends Error {
  override readonly name = 'UsageError';
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        runs: { type: 'string', default: '10' },
        notes: { type: 'string' },
        stock: { type: 'boolean', default: false },
        profile: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    return { values, positionals };
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`Not a positive whole number: ${text}`);
  return Number(text);
}

async function run(): Promise<number> {
  const {
    values: { runs, notes, stock, profile, help: wantsHelp },
    positionals: [name, ...others],
  } = readArguments();
  if (wantsHelp) {
    console.log(help);
    return 0;
  }
  if (!isBenchName(name) || others.length > 0) throw new UsageError(`There is no bench ${[name, ...others].join(' ')}`);
  const verdicts = await benches[name]({
    runs: wholeNumber(runs),
    notes: notes === undefined ? undefined : wholeNumber(notes),
    stock,
    profileFolder: profile,
    print: (line) => console.log(line),
  });
  console.log(`\n${verdicts.map(lineOf).join('\n')}`);
  return verdicts.every(isMet) ? 0 : 1;
}

try {
  process.exitCode = await run();
} catch (error) {
  if (error instanceof UsageError) console.error(`${error.message}\n\n${help}`);
  else if (!(error instanceof InterruptedError)) throw error;
  process.exitCode = error instanceof UsageError ? 2 : 130;
}
