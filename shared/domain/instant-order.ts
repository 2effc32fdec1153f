import * as Instant from 'temporal-polyfill/fns/Instant';

/** Compares two instants as times, whatever offsets their texts have: below zero where `a` is the earlier one. */
export const compareInstants = (a: string, b: string): number =>
  Instant.compare(Instant.fromString(a), Instant.fromString(b));
