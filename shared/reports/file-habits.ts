import { type DecimalMark, decimalMarkOf, hasUndecidedMark } from './amount-text.ts';
import { type DateOrder, dateOrderOf, hasUndecidedOrder } from './date-text.ts';
import { UnreadableReportError } from './report-source.ts';

/** What a person said of the file, where it does not show it. */
export type KnownHabits = Readonly<{ order?: DateOrder | undefined; mark?: DecimalMark | undefined }>;

/** What was seen of a file up to some place, as it is kept. */
export type SeenHabits = Readonly<{
  orders: readonly DateOrder[];
  marks: readonly DecimalMark[];
  undecidedDate?: string | undefined;
  undecidedAmount?: string | undefined;
}>;

/**
 * Watches how a whole file writes dates and amounts, before any of it is used. One date with a day above 12 decides for
 * all; where none does, the question is asked instead of guessed at.
 */
export class FileHabits {
  readonly #orders: Set<DateOrder>;
  readonly #marks: Set<DecimalMark>;
  #undecidedDate: string | undefined;
  #undecidedAmount: string | undefined;

  /** Goes on from what was seen before. */
  constructor(seen: SeenHabits = { orders: [], marks: [] }) {
    this.#orders = new Set(seen.orders);
    this.#marks = new Set(seen.marks);
    this.#undecidedDate = seen.undecidedDate;
    this.#undecidedAmount = seen.undecidedAmount;
  }

  /** What was seen up to now, to be kept. */
  get seen(): SeenHabits {
    const undecided = { undecidedDate: this.#undecidedDate, undecidedAmount: this.#undecidedAmount };
    return { orders: [...this.#orders], marks: [...this.#marks], ...undecided };
  }

  see(dates: readonly string[], amounts: readonly string[]): void {
    for (const date of dates) {
      const order = dateOrderOf(date);
      if (order !== undefined) this.#orders.add(order);
      else if (hasUndecidedOrder(date)) this.#undecidedDate ??= date;
    }
    for (const amount of amounts) {
      const mark = decimalMarkOf(amount);
      if (mark !== undefined) this.#marks.add(mark);
      else if (hasUndecidedMark(amount)) this.#undecidedAmount ??= amount;
    }
  }

  /** The order of the file's dates. Throws an `UnreadableReportError` with the question where it cannot be told. */
  orderOf({ order: known }: KnownHabits): DateOrder {
    if (known !== undefined) return known;
    const [order, other] = this.#orders;
    if (other !== undefined)
      throw new UnreadableReportError(
        'Its dates are written in two ways: some begin with the day, some with the month.',
      );
    if (order !== undefined) return order;
    if (this.#undecidedDate === undefined) return 'day_first';
    throw new UnreadableReportError(
      `Is ${this.#undecidedDate} written day first or month first? No date of the file shows it. Say --date-order day-first or --date-order month-first.`,
      'date_order_needed',
      this.#undecidedDate,
    );
  }

  /** The decimal mark of the file's amounts. Throws like `orderOf`. */
  markOf({ mark: known }: KnownHabits): DecimalMark {
    if (known !== undefined) return known;
    const [mark, other] = this.#marks;
    if (other !== undefined)
      throw new UnreadableReportError(
        'Its amounts are written in two ways: some with a decimal point, some with a decimal comma.',
      );
    if (mark !== undefined) return mark;
    if (this.#undecidedAmount === undefined) return '.';
    throw new UnreadableReportError(
      `Does ${this.#undecidedAmount} have decimals or thousands? No amount of the file shows it. Say --decimal point or --decimal comma.`,
      'decimal_mark_needed',
      this.#undecidedAmount,
    );
  }
}
