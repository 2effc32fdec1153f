import { readFileSync } from 'node:fs';
import { match } from '../../../shared/domain/matching/match.ts';
import { MatchingRows } from '../../../shared/domain/matching/matching-rows.ts';
import { defaultMatchingRules } from '../../../shared/domain/matching/matching-rules.ts';
import { type MatchingProblem, matchingProblem } from './matching-problem.ts';
import { retailYearSchema, type ScaleReading, scaleRequestSchema } from './scale-reading.ts';

// A program of its own, and the year from a file of its own, so that the memory of one measure is not that of another.
const request = scaleRequestSchema.parse(JSON.parse(process.argv[2] ?? '{}'));
const year = retailYearSchema.parse(JSON.parse(readFileSync(request.yearFile, 'utf8')));
const reading = request.with === 'engine' ? await measureEngine() : await measureDuckdb();
process.stdout.write(`${JSON.stringify(reading)}\n`);

async function measureEngine(): Promise<ScaleReading> {
  const rules = { ...defaultMatchingRules, orderPrefix: 'ORD' };
  // The compiler has seen the code before it is timed, as in a process that lives.
  warmUp();
  const rows = new MatchingRows();
  for (const { tasks, payments, refunds } of problems(request.tasks)) {
    for (const task of tasks) rows.addTask(task);
    for (const payment of payments) rows.addPayment(payment);
    for (const refund of refunds) rows.addRefund(refund);
  }
  const times = [await timed(() => match(rows, rules))];
  // Whoever reconciles matches once; the other runs are there for the clock, and leave garbage of their own.
  const peak = peakMegabytes();
  while (times.length < request.runs) times.push(await timed(() => match(rows, rules)));
  return {
    ...bestOf(times),
    peakMegabytes: peak,
    rows: rows.tasks.size + rows.payments.size + rows.refunds.size,
  };

  function warmUp(): void {
    for (const { tasks, payments, refunds } of problems(3000)) {
      const few = new MatchingRows();
      for (const task of tasks) few.addTask(task);
      for (const payment of payments) few.addPayment(payment);
      for (const refund of refunds) few.addRefund(refund);
      for (let run = 0; run < 5; run += 1) match(few, rules);
    }
  }
}

async function measureDuckdb(): Promise<ScaleReading> {
  // Loaded only here: its library would be memory of the engine's.
  const { duckdbMatching } = await import('./duckdb-matching.ts');
  const duckdb = await duckdbMatching();
  let rows = 0;
  for (const problem of problems(request.tasks)) {
    await duckdb.load(problem);
    rows += problem.tasks.length + problem.payments.length + problem.refunds.length;
  }
  const times: Time[] = [];
  for (let run = 0; run < request.runs; run += 1) times.push(await timed(() => duckdb.run(false)));
  duckdb.close();
  return { ...bestOf(times), peakMegabytes: peakMegabytes(), rows };
}

/** The retailer's year again and again, each time a year later, until there are so many credit notes. */
function* problems(notes: number): Generator<MatchingProblem> {
  for (let copy = 0, left = notes; left > 0; copy += 1, left -= year.notes.length) {
    const part = left < year.notes.length ? { ...year, notes: year.notes.slice(0, left) } : year;
    const problem = matchingProblem(part, request.variant, 1, copy);
    // Where both sides carry the payment's id, nobody needs the payments.
    yield request.variant === 'A' ? { ...problem, payments: [] } : problem;
  }
}

type Time = Pick<ScaleReading, 'milliseconds' | 'cpuMilliseconds'>;

/** On a machine that others use too, what the processors did for a run says more than the clock. */
async function timed(run: () => unknown): Promise<Time> {
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await run();
  const milliseconds = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { milliseconds, cpuMilliseconds: (user + system) / 1000 };
}

function bestOf(times: readonly Time[]): Time {
  return {
    milliseconds: Math.min(...times.map(({ milliseconds }) => milliseconds)),
    cpuMilliseconds: Math.min(...times.map(({ cpuMilliseconds }) => cpuMilliseconds)),
  };
}

function peakMegabytes(): number {
  return process.resourceUsage().maxRSS / 1024;
}
