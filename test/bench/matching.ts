import { match } from '../../shared/domain/matching/match.ts';
import { MatchingRows } from '../../shared/domain/matching/matching-rows.ts';
import { defaultMatchingRules } from '../../shared/domain/matching/matching-rules.ts';
import { type DuckdbMatching, duckdbMatching } from './matching/duckdb-matching.ts';
import { type Judgement, judge, judgedRows } from './matching/judged-matching.ts';
import { type MatchingProblem, matchingProblem } from './matching/matching-problem.ts';
import {
  confusionLines,
  headingLine,
  type MeasuredMatching,
  rowLine,
  share,
  sumOfJudgements,
} from './matching/matching-report.ts';
import { readRetailYear } from './matching/online-retail-year.ts';
import type { RetailYear } from './matching/returned-orders.ts';
import { measureScale } from './matching/scale.ts';
import type { Variant } from './matching/variants.ts';
import { quantile } from './quantile.ts';
import { atLeast, atMost, type BenchOptions, type Verdict } from './verdict.ts';

const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
const runsPerSeed = 5;

type Bars = Readonly<{ confirmed: number; found: number; proposals: number; nameRule: boolean }>;

// The bars of the matching issue.
const bars: readonly (readonly [variant: Variant, bars: Bars])[] = [
  ['A', { confirmed: 0.99, found: 0.999, proposals: 5, nameRule: false }],
  ['B', { confirmed: 0.96, found: 0.995, proposals: 15, nameRule: false }],
  ['C', { confirmed: 0.96, found: 0.995, proposals: 15, nameRule: false }],
  ['D', { confirmed: 0.75, found: 0.99, proposals: 30, nameRule: false }],
  ['D', { confirmed: 0.9, found: 0.99, proposals: 30, nameRule: true }],
  ['E', { confirmed: 0, found: 0.9, proposals: 200, nameRule: false }],
];
const fewestConfirmed = 30_000;

/** Matches a real year of credit notes, whose truth is known, with our engine and with SQL (design §8, matching). */
export async function matching({ notes: largest, print }: BenchOptions): Promise<readonly Verdict[]> {
  const year = await readRetailYear();
  print(
    `${year.notes.length} real credit notes (${year.withoutValue} more have no value), ${year.orders.length} orders, seeds ${seeds.join(', ')}\n`,
  );
  print(headingLine);
  const verdicts: Verdict[] = [];
  let confirmed = 0;
  let wrong = 0;
  for (const [variant, bar] of bars) {
    const { engine, sql } = await compared(year, variant, bar.nameRule);
    const name = `${variant}${bar.nameRule ? ' with nameRule' : ''}`;
    print(rowLine(name, 'engine', engine));
    print(rowLine(name, 'DuckDB SQL', sql));
    for (const line of confusionLines(engine.judgement)) print(line);
    confirmed += engine.judgement.confirmedPairs;
    wrong += engine.judgement.wrongPairs.length;
    verdicts.push(...verdictsOf(name, bar, engine, sql));
  }
  verdicts.unshift(
    atMost('confirmed pairs that are wrong', wrong, 0, 'pairs'),
    atLeast('confirmed pairs', confirmed, fewestConfirmed, 'pairs'),
  );
  return [...verdicts, ...(await measureScale(year, largest ?? 1_000_000, print))];
}

function verdictsOf(name: string, bar: Bars, engine: MeasuredMatching, sql: MeasuredMatching): readonly Verdict[] {
  const { judgement } = engine;
  return [
    ...(bar.confirmed > 0
      ? [
          atLeast(
            `${name}, confirmed recall`,
            share(judgement.settledConfirmed, judgement.settled),
            bar.confirmed,
            'of 1',
          ),
        ]
      : []),
    atLeast(
      `${name}, confirmed or among 3 proposals`,
      share(judgement.refundedFound, judgement.refunded),
      bar.found,
      'of 1',
    ),
    atMost(
      `${name}, proposals per 100 tasks`,
      100 * share(judgement.proposals, judgement.tasks),
      bar.proposals,
      'proposals',
    ),
    atMost(`${name}, time`, engine.milliseconds / sql.milliseconds, 1, 'x DuckDB'),
  ];
}

async function compared(year: RetailYear, variant: Variant, nameRule: boolean) {
  const engine: Judgement[] = [];
  const sql: Judgement[] = [];
  const engineTimes: number[] = [];
  const sqlTimes: number[] = [];
  for (const seed of seeds) {
    const problem = matchingProblem(year, variant, seed);
    const rows = rowsOf(problem);
    const rules = { ...defaultMatchingRules, nameRule, orderPrefix: 'ORD' };
    const duckdb = await duckdbMatching();
    await duckdb.load(problem);
    // Turn by turn, so that what else the machine does meets both.
    for (let run = 0; run < runsPerSeed; run += 1) {
      const startedAt = performance.now();
      match(rows, rules);
      engineTimes.push(performance.now() - startedAt);
      sqlTimes.push(await timeOf(duckdb, nameRule));
    }
    engine.push(judge(problem, judgedRows(rows, match(rows, rules))));
    sql.push(judge(problem, await duckdb.rows()));
    duckdb.close();
  }
  return {
    engine: { milliseconds: quantile(engineTimes, 0.5), judgement: sumOfJudgements(engine) },
    sql: { milliseconds: quantile(sqlTimes, 0.5), judgement: sumOfJudgements(sql) },
  };
}

const timeOf = (duckdb: DuckdbMatching, nameRule: boolean): Promise<number> => duckdb.run(nameRule);

function rowsOf({ tasks, payments, refunds }: MatchingProblem): MatchingRows {
  const rows = new MatchingRows();
  for (const task of tasks) rows.addTask(task);
  for (const payment of payments) rows.addPayment(payment);
  for (const refund of refunds) rows.addRefund(refund);
  return rows;
}
