import type { MatchingRows, MoneyColumns } from './matching-rows.ts';
import type { NameCache } from './matching-state.ts';
import { TextColumn } from './text-column.ts';
import { TextNumbers } from './text-numbers.ts';

/** Which rows have their place already; nobody asks for their customers any more. */
type Done = Readonly<{ taskIsDone: Uint8Array; refundIsDone: Uint8Array }>;

/**
 * The customers of what is left, by number: names that are equal after normalising share one, 0 is nobody. Each name is
 * normalised once, when somebody first asks: the rules that ask come late, and are many. A row that had its place by
 * then is nobody's.
 */
export class Customers {
  readonly #rows: MatchingRows;
  readonly #names: NameCache;
  readonly #done: Done;
  #numbers: Readonly<{ tasks: Uint32Array; refunds: Uint32Array }> | undefined;

  constructor(rows: MatchingRows, names: NameCache, done: Done) {
    this.#rows = rows;
    this.#names = names;
    this.#done = done;
  }

  ofTask(task: number): number {
    this.#numbers ??= this.#numbered();
    return this.#numbers.tasks[task] ?? 0;
  }

  ofRefund(refund: number): number {
    this.#numbers ??= this.#numbered();
    return this.#numbers.refunds[refund] ?? 0;
  }

  #numbered() {
    const { tasks, refunds } = this.#rows;
    const numbers = new TextNumbers();
    const keysOf = (columns: MoneyColumns, isDone: Uint8Array): TextColumn => {
      const keys = new TextColumn();
      for (let row = 0; row < columns.size; row += 1) {
        keys.add(isDone[row] === 1 ? '' : this.#names.formOf(columns, row).key);
      }
      return keys;
    };
    return {
      tasks: numbers.number(keysOf(tasks, this.#done.taskIsDone)),
      refunds: numbers.number(keysOf(refunds, this.#done.refundIsDone)),
    };
  }
}
