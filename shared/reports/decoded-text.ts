/** How a file may write its letters. UTF-16 is only recognised by its byte order mark. */
export const reportEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type ReportEncoding = (typeof reportEncodings)[number];

const byteOrderMarks: readonly (readonly [mark: readonly number[], encoding: ReportEncoding])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

// Enough to tell the encoding, and what separates the columns.
const bytesLookedAt = 1 << 16;

/** The beginning of a file, long enough to be looked at, however the bytes arrive; all of a shorter one. */
export async function beginningOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const beginning: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    beginning.push(chunk);
    bytes += chunk.length;
    if (bytes >= bytesLookedAt) break;
  }
  return Buffer.concat(beginning);
}

/**
 * The bytes as text: in the encoding of its byte order mark, else UTF-8, else (old exports) Windows-1252, as the beginning
 * shows. The mark itself is left out. The first text is long enough to be looked at, however the bytes arrive.
 */
export async function* decodedText(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let beginning: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    if (decoder === undefined) {
      beginning.push(chunk);
      bytes += chunk.length;
      if (bytes < bytesLookedAt) continue;
    }
    const next = decoder === undefined ? Buffer.concat(beginning) : chunk;
    beginning = [];
    decoder ??= new TextDecoder(encodingOf(next));
    yield decoder.decode(next, { stream: true });
  }
  const rest = Buffer.concat(beginning);
  decoder ??= new TextDecoder(encodingOf(rest));
  const text = decoder.decode(rest);
  if (text !== '') yield text;
}

/** A file that began as UTF-8 does not go on so. */
export class NotUtf8Error extends Error {
  override readonly name = 'NotUtf8Error';
}

/**
 * The bytes from anywhere in a file as text, in an encoding that is known. A byte order mark stays in the text, so that
 * its length shows every byte. Throws {@link NotUtf8Error} where letters would have to be replaced.
 */
export async function* textIn(encoding: ReportEncoding, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true, fatal: encoding === 'utf-8' });
  for await (const chunk of chunks) yield decoded(decoder, chunk);
  const rest = decoded(decoder);
  if (rest !== '') yield rest;
}

function decoded(decoder: InstanceType<typeof TextDecoder>, chunk?: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch (cause) {
    throw new NotUtf8Error('What began as UTF-8 does not go on so.', { cause });
  }
}

/** The encoding that the beginning of a file shows. */
export function encodingOf(beginning: Uint8Array): ReportEncoding {
  for (const [mark, encoding] of byteOrderMarks) {
    if (mark.every((byte, place) => beginning[place] === byte)) return encoding;
  }
  try {
    // It may end inside a character, which is no error of its encoding.
    new TextDecoder('utf-8', { fatal: true }).decode(beginning, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}
