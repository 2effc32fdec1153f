/** New ids that nobody else has: for things that have no natural key. Never for anything that must be the same when done twice. */
export interface Ids {
  next(prefix: string): string;
}
