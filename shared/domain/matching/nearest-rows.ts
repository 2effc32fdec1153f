import type { MoneyColumns } from './matching-rows.ts';
import { compareRows } from './matching-state.ts';
import { firstAtOrAfter } from './time-search.ts';
import { noRow } from './verdict.ts';

/** Some rows of a table, and who their customers are. */
type SomeRows = Readonly<{ of: MoneyColumns; rows: readonly number[]; customerOf: (row: number) => number }>;

/**
 * Finds the row of the other side that comes nearest to a leftover: of the same customer the nearest amount, else of the
 * same amount the nearest in time. It is shown to a person and never matched.
 */
export class NearestRows {
  readonly #asking: SomeRows;
  readonly #others: MoneyColumns;
  readonly #byCustomer = new Map<number, number[]>();
  readonly #byAmount = new Map<number, number[]>();

  /** Only what is asked for is kept of the others, which may be many. */
  constructor(asking: SomeRows, others: SomeRows) {
    this.#asking = asking;
    this.#others = others.of;
    for (const row of asking.rows) {
      this.#byAmount.set(asking.of.amountMinor.at(row), []);
      const customer = asking.customerOf(row);
      if (customer !== 0) this.#byCustomer.set(customer, []);
    }
    if (asking.rows.length === 0) return;
    for (const row of others.rows.toSorted((a, b) => compareRows(others.of, a, b))) {
      this.#byAmount.get(others.of.amountMinor.at(row))?.push(row);
      this.#byCustomer.get(others.customerOf(row))?.push(row);
    }
  }

  /** The nearest row to a row that asks, or `noRow`. */
  to(row: number): number {
    const { of, customerOf } = this.#asking;
    const amountMinor = of.amountMinor.at(row);
    const sameCustomer = this.#byCustomer.get(customerOf(row)) ?? [];
    if (sameCustomer.length > 0) return this.#nearestAmount(sameCustomer, amountMinor);
    return this.#nearestTime(this.#byAmount.get(amountMinor) ?? [], of.at.at(row));
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
