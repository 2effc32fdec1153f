import type { VerdictName } from '../../../shared/domain/matching/verdict.ts';
import { toDecimalText } from '../../../shared/domain/money.ts';
import type { RejectedRow } from './credit-note-file.ts';
import type { ReadReport } from './provider-movements.ts';
import type { ReconciledLine } from './reconciled-line.ts';

/** What was put in. */
export type ReconciledInput = Readonly<{
  creditNotes: number;
  otherDocuments: number;
  reports: readonly ReadReport[];
  rejected: readonly RejectedRow[];
}>;

/** How many lines, and how much of each currency. Lines that settle each other together count once. */
export type VerdictTotal = Readonly<{
  count: number;
  amounts: readonly Readonly<{ currency: string; amount: string }>[];
}>;

/** What a person must do, the most urgent first, and what it is called. */
const todo: readonly (readonly [verdict: VerdictName, words: string])[] = [
  ['duplicate_refund', 'refunded twice: claim back, or stop what is pending'],
  ['refund_returned', 'came back or was refused: refund again'],
  ['credit_note_without_refund', 'not refunded: refund at the provider'],
  ['amount_mismatch', 'refunded with another amount: see the difference'],
  ['currency_mismatch', 'refunded in another currency: look at both'],
  ['chargeback', 'taken back by the bank: do not refund as well'],
  ['refund_without_credit_note', 'refunded without a credit note: write it, or say why'],
  ['proposed', 'probably right: confirm or reject'],
];

const linesShown = 10;
const rejectedShown = 5;

/** The total of each verdict. The amount at risk of a pair is what differs; of a leftover, all of it. */
export function totalsOf(lines: readonly ReconciledLine[]): ReadonlyMap<VerdictName, VerdictTotal> {
  const sums = new Map<VerdictName, { counted: Set<string>; minor: Map<string, number> }>();
  for (const [index, line] of lines.entries()) {
    const sum = sums.get(line.verdict) ?? { counted: new Set(), minor: new Map() };
    sums.set(line.verdict, sum);
    const isFirstOfTask = line.rank === 1;
    if (isFirstOfTask) sum.counted.add(line.group === 0 ? `line ${index}` : `group ${line.group}`);
    if (isFirstOfTask) sum.minor.set(line.currency, (sum.minor.get(line.currency) ?? 0) + amountOf(line));
  }
  return new Map(
    [...sums].map(([verdict, { counted, minor }]) => [
      verdict,
      {
        count: counted.size,
        amounts: [...minor]
          .toSorted()
          .map(([currency, sum]) => ({ currency, amount: toDecimalText({ minor: sum, currency }) })),
      },
    ]),
  );
}

function amountOf({ verdict, creditMinor, refundMinor, differenceMinor, group }: ReconciledLine): number {
  if (verdict === 'amount_mismatch') return Math.abs(differenceMinor);
  // Of a group the smaller side of each pair is counted, so that the sum is counted once.
  if (group > 0) return Math.min(creditMinor ?? 0, refundMinor ?? 0);
  return creditMinor ?? refundMinor ?? 0;
}

/** The result for a person: what to do today first, then what agrees, then each difference, oldest first. */
export function summaryText(
  lines: readonly ReconciledLine[],
  input: ReconciledInput,
  outFile: string | undefined,
): string {
  const totals = totalsOf(lines);
  const tasks = todo.filter(([verdict]) => totals.has(verdict));
  return [
    ...(tasks.length === 0
      ? ['Nothing to do today: everything agrees.']
      : ['To do today', ...tasks.map(([verdict, words]) => row(totals.get(verdict), words))]),
    '',
    row(totals.get('matched'), 'matched'),
    ...(totals.has('pending') ? [row(totals.get('pending'), 'pending: wait')] : []),
    ...(totals.has('other_channel')
      ? [
          row(
            totals.get('other_channel'),
            'refunds that nothing ties to this shop (--exclusive PROVIDER/ACCOUNT says that they are)',
          ),
        ]
      : []),
    ...todo.filter(([verdict]) => totals.has(verdict)).flatMap(([verdict]) => ['', ...details(verdict, lines)]),
    '',
    ...inputText(input),
    ...(outFile === undefined ? [] : [`All ${lines.length} lines are in ${outFile}.`]),
  ].join('\n');
}

function row(total: VerdictTotal | undefined, words: string): string {
  const amounts = (total?.amounts ?? []).map(({ currency, amount }) => `${amount} ${currency}`).join(', ');
  return `  ${String(total?.count ?? 0).padStart(6)}  ${amounts.padStart(16)}  ${words}`;
}

function details(verdict: VerdictName, lines: readonly ReconciledLine[]): readonly string[] {
  const own = lines.filter((line) => line.verdict === verdict);
  const shown = own.slice(0, linesShown).map((line) => `  ${lineText(line)}`);
  const more = own.length - shown.length;
  return [verdict, ...shown, ...(more > 0 ? [`  and ${more} more`] : [])];
}

function lineText(line: ReconciledLine): string {
  const { creditNoteId, refundId, orderNumber, customerName, creditMinor, refundMinor, currency, refundCurrency } =
    line;
  const amount = (minor: number | undefined, of: string) =>
    minor === undefined ? undefined : `${toDecimalText({ minor, currency: of })} ${of}`;
  const sides = [
    [creditNoteId, amount(creditMinor, currency)],
    [refundId, amount(refundMinor, refundCurrency)],
  ].map((side) => side.filter((part) => part !== undefined && part !== '').join(' '));
  const day = (line.issuedAt || line.refundedAt).slice(0, 10);
  const what = [sides.filter((side) => side !== '').join(' ↔ '), orderNumber, customerName]
    .filter((part) => part !== '')
    .join(', ');
  return `${day}  ${what}: ${line.action}${line.explanation === '' ? '' : ` (${line.explanation})`}`;
}

function inputText({ creditNotes, otherDocuments, reports, rejected }: ReconciledInput): readonly string[] {
  const others = otherDocuments === 0 ? '' : ` (${otherDocuments} other documents beside them)`;
  return [
    `Read: ${creditNotes} credit notes${others}`,
    ...reports.map(
      ({ file, format, payments, refunds, skipped }) =>
        `  ${file}: ${format}, ${refunds} refunds, ${payments} payments, ${skipped} other rows`,
    ),
    ...(rejected.length === 0 ? [] : [`NOT READ, so missing above: ${rejected.length} rows`]),
    ...rejected.slice(0, rejectedShown).map(({ file, line, reason }) => `  ${file}, line ${line}: ${reason}`),
    ...(rejected.length > rejectedShown ? [`  and ${rejected.length - rejectedShown} more (--json lists all)`] : []),
  ];
}
