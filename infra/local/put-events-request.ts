import * as z from 'zod';

const entrySchema = z.strictObject({
  EventBusName: z.string().optional(),
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  Resources: z.array(z.string()).default([]),
  /** Seconds since 1970, as the JSON protocol carries times. */
  Time: z.number().optional(),
  TraceHeader: z.string().optional(),
});

/** One entry of `PutEvents` as it came. Its fields may still be missing: that is answered entry by entry. */
export type PutEventsEntry = z.infer<typeof entrySchema>;

/** An entry with all a bus needs. */
export type CompleteEntry = Readonly<{
  source: string;
  detailType: string;
  detail: Readonly<Record<string, unknown>>;
  resources: readonly string[];
  timeSeconds: number | undefined;
}>;

/** Why one entry was not taken, in the words of `PutEvents`. */
export type EntryError = Readonly<{ ErrorCode: string; ErrorMessage: string }>;

/** A request that is refused as a whole, with the exception that EventBridge would answer. */
export class BusRequestError extends Error {
  override readonly name = 'BusRequestError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const mostEntries = 10;
const mostBytes = 262_144;
const detailSchema = z.record(z.string(), z.unknown());

/** Reads the entries of a request; throws {@link BusRequestError} for one that is malformed, too long or over 256 kB. */
export function readEntries(entries: unknown): readonly PutEventsEntry[] {
  const parsed = z.array(entrySchema).min(1).max(mostEntries).safeParse(entries);
  if (!parsed.success) throw new BusRequestError('ValidationException', z.prettifyError(parsed.error));
  if (parsed.data.reduce((total, entry) => total + bytesOf(entry), 0) > mostBytes) {
    const message = 'Total size of the entries in the request is over the limit.';
    throw new BusRequestError('ValidationException', message);
  }
  return parsed.data;
}

/** Checks one entry as EventBridge does before it looks at any rule. */
export function completeEntry(entry: PutEventsEntry): CompleteEntry | EntryError {
  const { Source: source, DetailType: detailType, Detail: detailText } = entry;
  if (!source) return missing('Source');
  if (!detailType) return missing('DetailType');
  if (!detailText) return missing('Detail');
  if (source.startsWith('aws.')) {
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  }
  const detail = objectIn(detailText);
  if (detail === undefined) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  return { source, detailType, detail, resources: entry.Resources, timeSeconds: entry.Time };
}

const missing = (field: string): EntryError => ({
  ErrorCode: 'InvalidArgument',
  ErrorMessage: `Parameter ${field} is not valid. Reason: ${field} is a required argument.`,
});

function objectIn(text: string): CompleteEntry['detail'] | undefined {
  try {
    return detailSchema.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

// EventBridge's own way of counting: 14 bytes for a time that is given, and the UTF-8 length of every text.
function bytesOf({ Time: time, Source, DetailType, Detail, Resources }: PutEventsEntry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((total, text) => total + Buffer.byteLength(text ?? ''), time === undefined ? 0 : 14);
}
