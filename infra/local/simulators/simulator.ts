/** A request as it reaches the other system. Header names are lower case; `url` is absolute. */
export type SimulatedRequest = Readonly<{
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}>;

/** What it answers. Header names are lower case. */
export type SimulatedAnswer = Readonly<{ status: number; headers: Readonly<Record<string, string>>; body: string }>;

/** Nothing comes back. Whether the effect happened, nobody says. */
export const noAnswer = Symbol('no answer');

/**
 * Another system as a state machine: the same requests at the same times give the same answers. It owns no socket, no
 * clock and no chance.
 */
export type Simulator = Readonly<{
  /** `now` is in milliseconds since 1970 and never goes back. */
  handle(request: SimulatedRequest, now: number): SimulatedAnswer | typeof noAnswer;
  /** Rises when a request changed what must be kept; requests that left it alone need no replay. */
  changes(): number;
}>;

/** Chance that its owner seeds. */
export type Chance = Readonly<{
  /** A whole number from 0 up to, but not including, `limit`. */
  below(limit: number): number;
}>;
