import { toDecimalText } from '../../../shared/domain/money.ts';
import type { RetailCounts } from '../simulated-retail.ts';
import { type ImportReport, linesOf, type NotGoods } from './import-report.ts';
import type { StockReport } from './stock-report.ts';

/** How long an import took, in seconds, and how much of it was asking the system. */
export type ImportTimes = Readonly<{
  totalSeconds: number;
  /** From the first request to the last task, and to the last unit in Retail. */
  sendingSeconds: number;
  stockSeconds: number;
  creditNotesPerSecond: number;
  /** How many of a hundred requests to Retail were made to fail, and how many dead letters were sent back for it. */
  faults?: Readonly<{ percent: number; revivedLetters: number }> | undefined;
  retailTraffic?: RetailCounts['traffic'] | undefined;
}>;

const labelWidth = 84;

/** The report for a person: the balance of lines, credit notes and money, then whether it is true. */
export function reportText(report: ImportReport, times: ImportTimes): string {
  const { lines, creditNotes, requests, amounts, tasks, stock, imbalances, explanations } = report;
  const rows = [
    row(0, 'Lines of credit notes', lines.total),
    row(1, 'accepted', lines.accepted),
    ...Object.entries(lines.refused).map(([reason, count]) => row(1, `refused: ${reason}`, count)),
    ...Object.entries(lines.notGoods).map(([code, notGoods]) =>
      row(1, `not goods: ${code} (${inWords(notGoods)})`, linesOf(notGoods)),
    ),
    '',
    row(0, 'Credit notes', creditNotes.total),
    row(1, 'accepted', creditNotes.accepted),
    row(1, 'partly accepted', creditNotes.partlyAccepted),
    row(1, 'refused', creditNotes.refused),
    row(1, 'no goods', creditNotes.noGoods),
    '',
    row(0, 'Requests', requests.total),
    row(1, `accepted (${requests.ofNoValue} of no value, without a task)`, requests.accepted),
    ...Object.entries(requests.refused).map(([reasons, count]) => row(1, `refused: ${reasons}`, count)),
    '',
    row(0, 'Refund tasks expected', tasks.expected),
    row(1, 'found', tasks.found),
    ...amounts.flatMap(({ currency, acceptedMinor, tasksMinor }) => [
      row(0, `Accepted, ${currency}`, toDecimalText({ minor: acceptedMinor, currency })),
      row(1, 'in refund tasks', toDecimalText({ minor: tasksMinor, currency })),
    ]),
    ...Object.entries(explanations).flatMap(([code, { en, fr }]) => ['', code, `  en: ${en}`, `  fr: ${fr}`]),
    '',
    ...(stock ? stockRows(stock) : ['Stock was not looked at: the shop has no simulated Retail.']),
    '',
    imbalances.length === 0 ? 'The balance is true.' : `THE BALANCE IS NOT TRUE: ${imbalances.join('; ')}.`,
    `${times.totalSeconds.toFixed(1)} s in all; ${times.creditNotesPerSecond.toFixed(0)} credit notes/s from the first request to the last task.`,
    ...(stock ? [`${times.stockSeconds.toFixed(1)} s from the first request to the last unit in Retail.`] : []),
    ...(times.faults ? [inFaults(times.faults)] : []),
    ...(times.retailTraffic ? [inTraffic(times.retailTraffic)] : []),
  ];
  return rows.join('\n');
}

const inFaults = ({ percent, revivedLetters }: NonNullable<ImportTimes['faults']>): string =>
  `${percent} of a hundred requests to Retail were made to fail; ${revivedLetters} dead letters were sent back.`;

const inTraffic = ({ requests, costUnits, limited }: RetailCounts['traffic']): string =>
  `Retail was asked ${requests} times for ${costUnits.toFixed(0)} cost units since the system was started; its limiters refused ${limited}.`;

const stockRows = ({ sales, units, takenOut, rows }: StockReport): readonly string[] => [
  row(0, 'Refund sales expected in Retail', sales.expected),
  row(1, 'completed', sales.completed),
  row(0, 'Units accepted', units.accepted),
  row(1, 'came back in Retail', units.cameBack),
  row(1, 'taken out again, inventory not to be updated', 0 - takenOut.found),
  ...Object.entries(rows).map(([reason, count]) => row(0, `Inventory log: ${reason}`, count)),
];

const row = (depth: number, label: string, value: number | string): string =>
  `${'  '.repeat(depth)}${label}`.padEnd(labelWidth) + String(value).padStart(12);

function inWords({ accepted, refused, notAsked }: NotGoods): string {
  const parts = [
    ['accepted', accepted] as const,
    ...Object.entries(refused).map(([reason, count]) => [`refused: ${reason}`, count] as const),
    ['not asked for', notAsked] as const,
  ];
  return parts
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${count} ${word}`)
    .join(', ');
}
