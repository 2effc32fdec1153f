const byteOrderMarks: readonly (readonly [mark: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

// Enough to tell the encoding, and what separates the columns.
const bytesLookedAt = 1 << 16;

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

function encodingOf(beginning: Uint8Array): string {
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
