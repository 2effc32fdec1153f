import type { ReportEncoding } from './decoded-text.ts';

/** Where the reading of a file goes on: how many of its bytes and lines (of its items, in JSON) stand before. */
export type ReportPlace = Readonly<{ byte: number; line: number }>;

/** Where every file is read first. */
export const startOfReport: ReportPlace = { byte: 0, line: 0 };

const byteOrderMark = '\ufeff';
const bytesPerUnit: Readonly<Record<Exclude<ReportEncoding, 'utf-8'>, number>> = {
  'utf-16le': 2,
  'utf-16be': 2,
  'windows-1252': 1,
};

/**
 * Finds the byte of the file at which a piece of its text ends. The parser counts in UTF-8; what it has not counted yet is
 * kept, and no more than that.
 */
export class BytesOfText {
  readonly #encoding: ReportEncoding;
  #bytes: number;
  #countedInUtf8 = 0;
  #uncounted = Buffer.alloc(0);

  constructor(encoding: ReportEncoding, fromByte: number) {
    this.#encoding = encoding;
    this.#bytes = fromByte;
  }

  /** The same texts, noted; without the mark at the very beginning. */
  async *noted(texts: AsyncIterable<string>): AsyncGenerator<string> {
    let isBeginning = this.#bytes === 0;
    for await (const text of texts) {
      if (text === '') continue;
      const isMarked = isBeginning && text.startsWith(byteOrderMark);
      const noted = isMarked ? text.slice(1) : text;
      if (isMarked) this.#bytes += this.#bytesOf(byteOrderMark);
      isBeginning = false;
      if (this.#encoding !== 'utf-8') this.#uncounted = Buffer.concat([this.#uncounted, Buffer.from(noted)]);
      if (noted !== '') yield noted;
    }
  }

  /** The byte of the file before which so much of the text stands. To be asked of ever later places. */
  byteAt(textBytes: number): number {
    const more = textBytes - this.#countedInUtf8;
    this.#countedInUtf8 = textBytes;
    if (this.#encoding === 'utf-8') this.#bytes += more;
    else {
      this.#bytes += this.#bytesOf(this.#uncounted.toString('utf8', 0, more));
      this.#uncounted = this.#uncounted.subarray(more);
    }
    return this.#bytes;
  }

  #bytesOf(text: string): number {
    return this.#encoding === 'utf-8' ? Buffer.byteLength(text) : text.length * bytesPerUnit[this.#encoding];
  }
}
