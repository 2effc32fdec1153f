import { millisecondsOf } from '../../shared/domain/instants.ts';
import type { Clock } from '../../shared/ports/clock.ts';

/**
 * How long one slice of work may take (half of the time that its function has, unless said otherwise), and how long it may
 * go on before it notes how far it is.
 */
export type SliceTimes = Readonly<{ sliceMilliseconds?: number; noteMilliseconds?: number }>;

/** The time of one slice, from when it is made on. */
export class Slice {
  readonly #clock: Clock;
  readonly #endsAt: number;
  readonly #noteMilliseconds: number;
  #notedAt: number;

  constructor(clock: Clock, { sliceMilliseconds = 15_000, noteMilliseconds = 2_000 }: SliceTimes) {
    this.#clock = clock;
    this.#notedAt = millisecondsOf(clock.now());
    this.#endsAt = this.#notedAt + sliceMilliseconds;
    this.#noteMilliseconds = noteMilliseconds;
  }

  get isOver(): boolean {
    return millisecondsOf(this.#clock.now()) >= this.#endsAt;
  }

  /** Whether it is time to note how far it is; then the time until the next note begins. */
  isToNote(): boolean {
    const now = millisecondsOf(this.#clock.now());
    if (now - this.#notedAt < this.#noteMilliseconds) return false;
    this.#notedAt = now;
    return true;
  }
}
