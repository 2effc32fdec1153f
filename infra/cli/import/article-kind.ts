/** What a stock code stands for: an article, carriage, or something that is neither (a fee, a discount, a manual entry). */
export type ArticleKind = 'goods' | 'carriage' | 'other';

// The codes of the data set that are not articles (../shared/data/SOURCES.md counts the credit lines of each).
const carriageCodes: ReadonlySet<string> = new Set(['POST', 'DOT', 'C2']);
const otherCodes: ReadonlySet<string> = new Set(['M', 'm', 'D', 'S', 'B', 'AMAZONFEE', 'BANK CHARGES', 'CRUK']);

/** The kind of a stock code of the data set "Online Retail". Codes in lower case are articles of their own, but for `m`. */
export function kindOf(articleCode: string): ArticleKind {
  if (carriageCodes.has(articleCode)) return 'carriage';
  return otherCodes.has(articleCode) ? 'other' : 'goods';
}
