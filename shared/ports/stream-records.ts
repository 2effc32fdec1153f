/** Records of one shard of the table's stream, from the first number to the last, both included. */
export type RecordRange = Readonly<{
  streamArn: string;
  shardId: string;
  startSequenceNumber: string;
  endSequenceNumber: string;
}>;

/** One change as the stream keeps it, with the row as plain values; of a deleted row there is no new image. */
export type StreamRecord = Readonly<{ sequenceNumber: string; newImage: unknown }>;

/**
 * The records that a stream failure names, oldest first. Throws {@link RecordsTrimmedError} when the stream (24 hours) no
 * longer has all of them, {@link StreamUnavailableError} when it does not answer.
 */
export type ReadStreamRecords = (range: RecordRange) => Promise<readonly StreamRecord[]>;

/** The stream no longer holds the records: what they carried must be found in the rows themselves. */
export class RecordsTrimmedError extends Error {
  override readonly name = 'RecordsTrimmedError';
}

/** The stream did not answer, or not with all of the records; asking again is right. */
export class StreamUnavailableError extends Error {
  override readonly name = 'StreamUnavailableError';
}
