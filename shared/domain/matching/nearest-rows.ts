import type { MoneyColumns } from './matching-rows.ts';
import { compareRows, type MatchingState } from './matching-state.ts';
import { noRow } from './verdict.ts';

/**
 * Finds the row of the other side that comes nearest to a leftover: of the same customer the nearest amount, else of the
 * same amount the nearest in time. It is shown to a person and never matched.
 */
export class NearestRows {
  readonly #state: MatchingState;
  readonly #columns: MoneyColumns;
  readonly #byName = new Map<string, number[]>();
  readonly #byAmount = new Map<number, number[]>();

  constructor(state: MatchingState, columns: MoneyColumns, rows: readonly number[]) {
    this.#state = state;
    this.#columns = columns;
    for (const row of rows) {
      add(this.#byAmount, columns.amountMinor.at(row), row);
      const { key } = state.names.formOf(columns, row);
      if (key !== '') add(this.#byName, key, row);
    }
  }

  /** The nearest row to a row of the other side, or `noRow`. */
  to(others: MoneyColumns, other: number): number {
    const { key } = this.#state.names.formOf(others, other);
    const sameName = key === '' ? [] : (this.#byName.get(key) ?? []);
    if (sameName.length > 0) return this.#least(sameName, ({ amountMinor }) => amountMinor, others, other);
    return this.#least(this.#byAmount.get(others.amountMinor.at(other)) ?? [], ({ at }) => at, others, other);
  }

  #least(
    rows: readonly number[],
    measure: (columns: MoneyColumns) => Readonly<{ at: (row: number) => number }>,
    others: MoneyColumns,
    other: number,
  ): number {
    const wanted = measure(others).at(other);
    const own = measure(this.#columns);
    let best = noRow;
    for (const row of rows.slice(0, mostLookedAt)) {
      const closer = best === noRow ? -1 : Math.abs(own.at(row) - wanted) - Math.abs(own.at(best) - wanted);
      if (closer < 0 || (closer === 0 && compareRows(this.#columns, row, best) < 0)) best = row;
    }
    return best;
  }
}

const mostLookedAt = 10_000;

function add<Key>(rows: Map<Key, number[]>, key: Key, row: number): void {
  const known = rows.get(key);
  if (known === undefined) rows.set(key, [row]);
  else known.push(row);
}
