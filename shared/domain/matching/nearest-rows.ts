import type { MoneyColumns } from './matching-rows.ts';
import { compareRows, type MatchingState } from './matching-state.ts';
import { firstAtOrAfter } from './time-search.ts';
import { noRow } from './verdict.ts';

/** Some rows of a table. */
type SomeRows = Readonly<{ of: MoneyColumns; rows: readonly number[] }>;

/**
 * Finds the row of the other side that comes nearest to a leftover: of the same customer the nearest amount, else of the
 * same amount the nearest in time. It is shown to a person and never matched.
 */
export class NearestRows {
  readonly #state: MatchingState;
  readonly #asking: MoneyColumns;
  readonly #others: MoneyColumns;
  readonly #byName = new Map<string, number[]>();
  readonly #byAmount = new Map<number, number[]>();

  /** Only what is asked for is kept of the others, which may be many. */
  constructor({ names, ...state }: MatchingState, asking: SomeRows, others: SomeRows) {
    this.#state = { names, ...state };
    this.#asking = asking.of;
    this.#others = others.of;
    for (const row of asking.rows) {
      this.#byAmount.set(asking.of.amountMinor.at(row), []);
      const { key } = names.formOf(asking.of, row);
      if (key !== '') this.#byName.set(key, []);
    }
    if (asking.rows.length === 0) return;
    for (const row of others.rows.toSorted((a, b) => compareRows(others.of, a, b))) {
      this.#byAmount.get(others.of.amountMinor.at(row))?.push(row);
      this.#byName.get(names.formOf(others.of, row).key)?.push(row);
    }
  }

  /** The nearest row to a row that asks, or `noRow`. */
  to(row: number): number {
    const { key } = this.#state.names.formOf(this.#asking, row);
    const amountMinor = this.#asking.amountMinor.at(row);
    const sameName = this.#byName.get(key) ?? [];
    if (sameName.length > 0) return this.#nearestAmount(sameName, amountMinor);
    return this.#nearestTime(this.#byAmount.get(amountMinor) ?? [], this.#asking.at.at(row));
  }

  #nearestAmount(rows: readonly number[], amountMinor: number): number {
    const distance = (row: number): number => Math.abs(this.#others.amountMinor.at(row) - amountMinor);
    // The rows are in the order of time, so that of equal distances the earliest stays.
    return rows.reduce((best, row) => (best === noRow || distance(row) < distance(best) ? row : best), noRow);
  }

  #nearestTime(rows: readonly number[], at: number): number {
    const place = firstAtOrAfter(this.#others.at, rows, at);
    const [before = noRow, after = noRow] = [rows[place - 1], rows[place]];
    if (before === noRow || after === noRow) return Math.max(before, after);
    return at - this.#others.at.at(before) <= this.#others.at.at(after) - at ? before : after;
  }
}
