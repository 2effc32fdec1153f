/** Bytes that can be read more than once, each time from the start: a file, or an upload that is kept. */
export type ReportSource = Readonly<{
  /** What the person calls it, for messages. */
  name: string;
  open: () => AsyncIterable<Uint8Array>;
}>;

/** The whole of a file cannot be read, and why: what the person has to say or to change. Nothing of it was used. */
export class UnreadableReportError extends Error {
  override readonly name = 'UnreadableReportError';
}

/** One row cannot be read, and why. The rest of the file can. */
export class RejectedRowError extends Error {
  override readonly name = 'RejectedRowError';
}
