/** Order of text as DynamoDB has it: by its UTF-8 bytes. JavaScript's own differs only beyond U+D7FF. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  if (beyond.test(a) || beyond.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}

const beyond = /[\ud800-\uffff]/;
