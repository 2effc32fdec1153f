import { verdictNames } from '../../../shared/domain/matching/verdict.ts';
import type { Judgement } from './judged-matching.ts';

/** A result over all seeds, and the median time of one. */
export type MeasuredMatching = Readonly<{ milliseconds: number; judgement: Judgement }>;

const secondsPerProposal = 20;
const secondsPerLeftover = 60;

/** Minutes that a person needs per 1,000 refunds: for each proposal a look, for each leftover a search. */
function humanMinutes({ proposals, leftovers, refunds }: Judgement): number {
  return ((proposals * secondsPerProposal + leftovers * secondsPerLeftover) / 60 / refunds) * 1000;
}

/** Part of a whole; of nothing it is all. */
export const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);

/** What the columns of `rowLine` are. */
export const headingLine =
  'variant            with            ms   confirmed  wrong  recall  found   proposals/100  leftovers  minutes/1000';

/** One line of the table. */
export function rowLine(variant: string, by: string, { milliseconds, judgement }: MeasuredMatching): string {
  const {
    confirmedPairs,
    wrongPairs,
    settledConfirmed,
    settled,
    refundedFound,
    refunded,
    proposals,
    tasks,
    leftovers,
  } = judgement;
  return [
    variant.padEnd(17),
    by.padEnd(11),
    milliseconds.toFixed(1).padStart(7),
    String(confirmedPairs).padStart(10),
    String(wrongPairs.length).padStart(6),
    share(settledConfirmed, settled).toFixed(4).padStart(7),
    share(refundedFound, refunded).toFixed(4).padStart(7),
    ((100 * proposals) / tasks).toFixed(1).padStart(13),
    String(leftovers).padStart(11),
    humanMinutes(judgement).toFixed(0).padStart(12),
  ].join(' ');
}

/** What became of each fate: rows are the truth, columns the verdicts that occur. */
export function confusionLines({ confusion }: Judgement): readonly string[] {
  const occurring = verdictNames.filter((verdict) => [...confusion.values()].some((counts) => counts.has(verdict)));
  const line = (first: string, cells: readonly string[]): string =>
    `    ${first.padEnd(15)}${cells.map((cell, column) => cell.padStart((occurring[column] ?? '').length + 2)).join('')}`;
  return [
    line('truth', occurring),
    ...[...confusion].map(([fate, counts]) =>
      line(
        fate,
        occurring.map((verdict) => String(counts.get(verdict) ?? 0)),
      ),
    ),
  ];
}

/** Several results as one. */
export function sumOfJudgements(all: readonly Judgement[]): Judgement {
  const [first, ...others] = all;
  if (first === undefined) throw new RangeError('There is no result.');
  return others.reduce(plus, first);
}

function plus(a: Judgement, b: Judgement): Judgement {
  const confusion = new Map([...a.confusion].map(([fate, counts]) => [fate, new Map(counts)] as const));
  for (const [fate, counts] of b.confusion) {
    const sum = confusion.get(fate) ?? new Map();
    confusion.set(fate, sum);
    for (const [verdict, count] of counts) sum.set(verdict, (sum.get(verdict) ?? 0) + count);
  }
  return {
    tasks: a.tasks + b.tasks,
    refunds: a.refunds + b.refunds,
    confirmedPairs: a.confirmedPairs + b.confirmedPairs,
    wrongPairs: [...a.wrongPairs, ...b.wrongPairs],
    settled: a.settled + b.settled,
    settledConfirmed: a.settledConfirmed + b.settledConfirmed,
    refunded: a.refunded + b.refunded,
    refundedFound: a.refundedFound + b.refundedFound,
    proposals: a.proposals + b.proposals,
    leftovers: a.leftovers + b.leftovers,
    confusion,
  };
}
