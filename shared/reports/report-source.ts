/** Bytes that can be read more than once: a file, or an upload that is kept. */
export type ReportSource = Readonly<{
  /** What the person calls it, for messages. */
  name: string;
  /** The bytes from one of them on, from the first unless said otherwise. */
  open: (fromByte?: number) => AsyncIterable<Uint8Array>;
}>;

/** Why the whole of a file cannot be read; where it is a question, what the person has to say of the file. */
export const unreadableReasons = [
  'report_unreadable',
  'report_not_known',
  'date_order_needed',
  'decimal_mark_needed',
] as const;
export type UnreadableReason = (typeof unreadableReasons)[number];

/**
 * The whole of a file cannot be read, and why: what the person has to say or to change. Nothing of it was used. `sample` is
 * what in the file could be read in two ways.
 */
export class UnreadableReportError extends Error {
  override readonly name = 'UnreadableReportError';
  readonly reason: UnreadableReason;
  readonly sample: string | undefined;
  constructor(message: string, reason: UnreadableReason = 'report_unreadable', sample?: string) {
    super(message);
    this.reason = reason;
    this.sample = sample;
  }
}

/** One row cannot be read, and why. The rest of the file can. */
export class RejectedRowError extends Error {
  override readonly name = 'RejectedRowError';
}
