/** The time now, as an ISO 8601 instant in UTC with milliseconds (`2026-11-12T09:30:00.000Z`). */
export interface Clock {
  now(): string;
}
