/** What AWS charges for, counted from what was really done. */
export const meteredKinds = [
  'api_requests',
  'invocations',
  'gigabyte_seconds',
  'log_bytes',
  'write_units',
  'read_units',
  'stream_records',
  'queue_requests',
  'events',
  'event_bytes',
  'scheduler_invocations',
  'parameter_calls',
  'secret_calls',
  'bucket_reads',
  'bucket_writes',
] as const;

/** One thing that AWS charges for. */
export type MeteredKind = (typeof meteredKinds)[number];

/** How much of one kind one part of the system used, and by what. */
export type Metered = Readonly<{ part: string; kind: MeteredKind; by: string; amount: number }>;

/** Adds up what each part of the system uses. */
export type CallMeter = Readonly<{
  /** `by` says what used it: an operation, or another word that tells one use from the other. */
  add(part: string, kind: MeteredKind, amount: number, by: string): void;
  read(): readonly Metered[];
  reset(): void;
}>;

/** A meter that stands at zero. */
export function createCallMeter(): CallMeter {
  const counted = new Map<string, Metered>();
  return {
    add(part, kind, amount, by) {
      const key = `${part} ${kind} ${by}`;
      counted.set(key, { part, kind, by, amount: (counted.get(key)?.amount ?? 0) + amount });
    },
    read: () => [...counted.values()],
    reset: () => counted.clear(),
  };
}
