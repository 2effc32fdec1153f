/** What a bench may be told, and where it writes what it found. */
export type BenchOptions = Readonly<{
  /** Repetitions of what is timed. */
  runs: number;
  /** Credit notes that are sent; each bench has its own default. */
  notes: number | undefined;
  /** Whether the credit notes also go into Retail. */
  stock: boolean;
  /** Where a CPU profile is written, if one is wanted. */
  profileFolder: string | undefined;
  print: (line: string) => void;
}>;

/** One bar of the design, and what was measured. */
export type Verdict = Readonly<{
  what: string;
  measured: number;
  bar: number;
  kind: 'at_least' | 'at_most';
  unit: string;
}>;

/** Whether the bar is met. */
export const isMet = ({ measured, bar, kind }: Verdict): boolean =>
  kind === 'at_least' ? measured >= bar : measured <= bar;

/** A verdict as one line of a report. */
export function lineOf(verdict: Verdict): string {
  const { what, measured, bar, kind, unit } = verdict;
  const relation = kind === 'at_least' ? 'at least' : 'at most';
  return `${isMet(verdict) ? 'met   ' : 'MISSED'}  ${what}: ${rounded(measured)} ${unit} (bar: ${relation} ${bar} ${unit})`;
}

const rounded = (value: number): string => value.toFixed(Math.abs(value) < 10 ? 2 : 0);

/** A bar that the measure must reach. */
export const atLeast = (what: string, measured: number, bar: number, unit: string): Verdict => ({
  what,
  measured,
  bar,
  kind: 'at_least',
  unit,
});

/** A bar that the measure must not pass. */
export const atMost = (what: string, measured: number, bar: number, unit: string): Verdict => ({
  what,
  measured,
  bar,
  kind: 'at_most',
  unit,
});

/** Thrown when somebody stopped the bench. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}
