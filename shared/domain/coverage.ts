import { daysAfter } from './shop-day.ts';

/** Days of the shop that a channel has seen without a gap, both included. */
export type CoveredSpan = Readonly<{ from: string; until: string }>;

/**
 * Spans with one more, the first one first: what overlaps or follows the next day is one span, so that every gap that is left
 * is one that nobody has seen. The same in whatever order and however often spans come.
 */
export function withSpan(spans: readonly CoveredSpan[], added: CoveredSpan): readonly CoveredSpan[] {
  if (added.until < added.from) throw new RangeError('A span does not end before it begins.');
  const sorted = [...spans, added].toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const merged: CoveredSpan[] = [];
  for (const span of sorted) {
    const last = merged.at(-1);
    if (last === undefined || span.from > daysAfter(last.until, 1)) merged.push(span);
    else if (span.until > last.until) merged[merged.length - 1] = { from: last.from, until: span.until };
  }
  return merged;
}

/** Whether every day from one to another was seen, by one span. */
export const isCovered = (spans: readonly CoveredSpan[], from: string, until: string): boolean =>
  spans.some((span) => span.from <= from && span.until >= until);

/** The last day up to which everything was seen since the first one; `undefined` where nothing was. */
export const seenUntil = (spans: readonly CoveredSpan[]): string | undefined => spans[0]?.until;
