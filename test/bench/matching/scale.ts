import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { atMost, type Verdict } from '../verdict.ts';
import { withoutOtherOrders } from './online-retail-year.ts';
import type { RetailYear } from './returned-orders.ts';
import { type ScaleReading, type ScaleRequest, scaleReadingSchema } from './scale-reading.ts';

const program = fileURLToPath(new URL('measure-scale.ts', import.meta.url));
const smallest = 10_000;
const mostMegabytes = 512;
const mostGrowth = 1.3;
// What builds the problem leaves garbage that is not the engine's: it is collected early.
const nodeOptions = ['--max-old-space-size=96', '--max-semi-space-size=4'];

/** Time and memory from 10,000 credit notes to so many: ids on both sides (A), and the two hops (C). */
export async function measureScale(
  year: RetailYear,
  largest: number,
  print: (line: string) => void,
): Promise<readonly Verdict[]> {
  const folder = await mkdtemp(join(tmpdir(), 'avoir-bench-'));
  try {
    const yearFile = join(folder, 'year.json');
    await writeFile(yearFile, JSON.stringify(withoutOtherOrders(year)));
    print('\n    scale  variant  with        credit notes     rows       ms   CPU ms  CPU µs/note    MB');
    const verdicts: Verdict[] = [];
    for (const variant of ['A', 'C'] as const) {
      const small = await measured({ with: 'engine', variant, tasks: smallest, runs: 9, yearFile }, print);
      const large = await measured({ with: 'engine', variant, tasks: largest, runs: 2, yearFile }, print);
      const sql = await measured({ with: 'duckdb', variant, tasks: largest, runs: 1, yearFile }, print);
      const growth = large.cpuMilliseconds / largest / (small.cpuMilliseconds / smallest);
      verdicts.push(
        atMost(`${variant}, CPU time per task at ${largest} against ${smallest}`, growth, mostGrowth, 'x'),
        atMost(`${variant}, memory at ${largest}`, large.peakMegabytes, mostMegabytes, 'MB'),
        atMost(`${variant}, time at ${largest}`, large.milliseconds / sql.milliseconds, 1, 'x DuckDB'),
      );
    }
    return verdicts;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function measured(request: ScaleRequest, print: (line: string) => void): Promise<ScaleReading> {
  const { stdout } = await promisify(execFile)(process.execPath, [...nodeOptions, program, JSON.stringify(request)]);
  const reading = scaleReadingSchema.parse(JSON.parse(stdout));
  const { milliseconds, cpuMilliseconds, peakMegabytes, rows } = reading;
  print(
    [
      ''.padEnd(9),
      request.variant.padEnd(8),
      request.with.padEnd(10),
      String(request.tasks).padStart(13),
      String(rows).padStart(8),
      milliseconds.toFixed(0).padStart(8),
      cpuMilliseconds.toFixed(0).padStart(8),
      ((1000 * cpuMilliseconds) / request.tasks).toFixed(2).padStart(12),
      peakMegabytes.toFixed(0).padStart(5),
    ].join(' '),
  );
  return reading;
}
