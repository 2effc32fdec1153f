import type { RefusalCode } from '../../../shared/domain/refusal.ts';
import { refusalTexts } from '../../../shared/texts/refusal-texts.ts';
import type { ResolvedCreditNote } from './credit-note-resolution.ts';
import type { CreditRequest } from './credit-requests.ts';
import { type Answer, type Answered, type LineOutcome, lineOutcomesOf, noteOutcomeOf } from './line-outcomes.ts';
import type { RequestOutcome } from './request-sending.ts';
import { type StockReport, stockImbalances } from './stock-report.ts';
import { expectedTasks, type FoundTasks, taskKey } from './task-check.ts';

/** How often each word was counted. */
export type Counts = Readonly<Record<string, number>>;

/** Lines of one code that is not goods: given back with the goods of the credit note, refused, or not asked for. */
export type NotGoods = Readonly<{ accepted: number; refused: Counts; notAsked: number }>;

/** What an import came to. It is balanced when `imbalances` is empty. Amounts are in minor units of their currency. */
export type ImportReport = Readonly<{
  lines: Readonly<{ total: number; accepted: number; refused: Counts; notGoods: Readonly<Record<string, NotGoods>> }>;
  creditNotes: Readonly<{ total: number; accepted: number; partlyAccepted: number; refused: number; noGoods: number }>;
  requests: Readonly<{ total: number; accepted: number; ofNoValue: number; refused: Counts }>;
  amounts: readonly Readonly<{ currency: string; acceptedMinor: number; tasksMinor: number }>[];
  tasks: Readonly<{ expected: number; found: number; missing: readonly string[] }>;
  /** What stands in Retail; missing where the shop has no simulated one. */
  stock?: StockReport | undefined;
  imbalances: readonly string[];
  /** Why, in words, for each code for which something was refused. */
  explanations: Readonly<Record<string, Readonly<{ en: string; fr: string }>>>;
}>;

/** All that a report is made from: the credit notes, what was asked for them, what was answered, and the tasks that exist. */
export type ImportRecord = Readonly<{
  notes: readonly ResolvedCreditNote[];
  requests: readonly CreditRequest[];
  outcomes: ReadonlyMap<string, RequestOutcome>;
  tasks: FoundTasks;
  stock?: StockReport | undefined;
}>;

/** Makes the report, and checks that it balances: each line and each credit note counted once, and the money twice. */
export function reportOf(record: ImportRecord): ImportReport {
  const { notes, requests, outcomes, tasks, stock } = record;
  const answered = requests.flatMap((request): Answered[] => {
    const outcome = outcomes.get(request.requestId);
    return outcome === undefined ? [] : [{ request, outcome }];
  });
  const answeredOfNote = Map.groupBy(answered, ({ request }) => request.note.number);
  const linesOfNotes = notes.map((note) => lineOutcomesOf(note, answeredOfNote.get(note.note.number) ?? []));
  const accepted = answered.flatMap(({ outcome }) => outcome.accepted ?? []);
  const awaited = expectedTasks(answered.map(({ outcome }) => outcome));
  const counted = {
    lines: countLines(notes, linesOfNotes.flat()),
    creditNotes: countNotes(linesOfNotes),
    requests: {
      total: requests.length,
      accepted: accepted.length,
      ofNoValue: accepted.filter(({ totalMinor }) => totalMinor === 0).length,
      refused: countOf(answered.flatMap(({ outcome }) => (outcome.accepted ? [] : outcome.reasons.join(' + ')))),
    },
    amounts: amountsOf(accepted, tasks),
    tasks: {
      expected: awaited.length,
      found: awaited.filter((task) => tasks.has(taskKey(task))).length,
      missing: awaited.filter((task) => !tasks.has(taskKey(task))).map(({ caseId }) => caseId),
    },
    ...(stock && { stock }),
  };
  const explanations = explanationsOf(answered.flatMap(({ outcome }) => outcome.reasons));
  const imbalances = [...imbalancesOf(counted, answered.length), ...(stock ? stockImbalances(stock) : [])];
  return { ...counted, imbalances, explanations };
}

function explanationsOf(reasons: readonly string[]): ImportReport['explanations'] {
  const codes = [...new Set(reasons)].toSorted();
  return Object.fromEntries(codes.flatMap((code) => (isRefusalCode(code) ? [[code, refusalTexts[code].why]] : [])));
}

const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(refusalTexts, code);

function countLines(notes: readonly ResolvedCreditNote[], outcomes: readonly LineOutcome[]): ImportReport['lines'] {
  const notGoods = outcomes.filter((outcome) => outcome.kind === 'not_goods');
  const byCode = [...Map.groupBy(notGoods, ({ articleCode }) => articleCode)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    total: notes.reduce((sum, { note }) => sum + note.lines.length, 0),
    accepted: outcomes.filter(({ kind }) => kind === 'accepted').length,
    refused: countOf(outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? outcome.reason : []))),
    notGoods: Object.fromEntries(byCode.map(([code, lines]) => [code, countNotGoods(lines.map(({ given }) => given))])),
  };
}

function countNotGoods(given: readonly (Answer | Readonly<{ kind: 'not_asked' }>)[]): NotGoods {
  return {
    accepted: given.filter(({ kind }) => kind === 'accepted').length,
    refused: countOf(given.flatMap((one) => (one.kind === 'refused' ? one.reason : []))),
    notAsked: given.filter(({ kind }) => kind === 'not_asked').length,
  };
}

/** How many lines of one code there are. */
export const linesOf = ({ accepted, refused, notAsked }: NotGoods): number => accepted + sumOf(refused) + notAsked;

function countNotes(linesOfNotes: readonly (readonly LineOutcome[])[]): ImportReport['creditNotes'] {
  const counts = { total: linesOfNotes.length, accepted: 0, partlyAccepted: 0, refused: 0, noGoods: 0 };
  for (const lines of linesOfNotes) counts[noteOutcomeOf(lines)] += 1;
  return counts;
}

/** The accepted amounts as the answers had them, beside the amounts of the tasks as the list shows them; by currency. */
function amountsOf(
  accepted: readonly NonNullable<RequestOutcome['accepted']>[],
  tasks: FoundTasks,
): ImportReport['amounts'] {
  const cases = new Set(accepted.map(({ caseId }) => caseId));
  const ours = [...tasks.values()].filter(({ caseId }) => cases.has(caseId));
  const currencies = [...new Set([...accepted, ...ours].map(({ currency }) => currency))].toSorted();
  return currencies.map((currency) => ({
    currency,
    acceptedMinor: accepted.reduce((sum, one) => sum + (one.currency === currency ? one.totalMinor : 0), 0),
    tasksMinor: ours.reduce((sum, one) => sum + (one.currency === currency ? one.amountMinor : 0), 0),
  }));
}

function imbalancesOf(
  { lines, creditNotes, requests, amounts, tasks }: Omit<ImportReport, 'imbalances' | 'explanations'>,
  answered: number,
): readonly string[] {
  const countedLines =
    lines.accepted +
    sumOf(lines.refused) +
    Object.values(lines.notGoods).reduce((sum, notGoods) => sum + linesOf(notGoods), 0);
  const { total, accepted, partlyAccepted, refused, noGoods } = creditNotes;
  const countedNotes = accepted + partlyAccepted + refused + noGoods;
  const findings: readonly (readonly [boolean, string])[] = [
    [countedLines !== lines.total, `${lines.total} lines, but ${countedLines} outcomes of lines`],
    [countedNotes !== total, `${total} credit notes, but ${countedNotes} outcomes of credit notes`],
    [answered !== requests.total, `${requests.total - answered} requests without an answer`],
    [tasks.missing.length > 0, `${tasks.missing.length} refunds accepted without a task`],
    ...amounts.map(({ currency, acceptedMinor, tasksMinor }) => {
      const words = `${currency}: accepted ${acceptedMinor}, but tasks for ${tasksMinor} (minor units)`;
      return [acceptedMinor !== tasksMinor, words] as const;
    }),
  ];
  return findings.filter(([isSo]) => isSo).map(([, words]) => words);
}

function countOf(words: readonly string[]): Counts {
  const groups = [...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length] as const);
  return Object.fromEntries(groups.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const sumOf = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);
