/** How a country's spreadsheets read a CSV file. */
export type CsvLocale = Readonly<{ separator: ',' | ';'; decimalMark: '.' | ',' }>;

/** A cell: a text, or a number as decimal text, whose decimal mark follows the convention of the reader. */
export type CsvCell = string | Readonly<{ decimal: string }>;

/** The convention of a locale like `fr-FR`: where decimals have a comma, columns are separated by semicolons. */
export function csvLocaleOf(locale: string): CsvLocale {
  const decimal = new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value;
  return decimal === ',' ? { separator: ';', decimalMark: ',' } : { separator: ',', decimalMark: '.' };
}

/** One line of a CSV file (RFC 4180). Spreadsheets must not take a text for a formula, nor a quote for an end. */
export function csvLine(cells: readonly CsvCell[], { separator, decimalMark }: CsvLocale): string {
  const texts = cells.map((cell) =>
    typeof cell === 'string' ? harmless(cell) : cell.decimal.replace('.', decimalMark),
  );
  return `${texts.map((text) => quoted(text, separator)).join(separator)}\r\n`;
}

/** A text that a spreadsheet would take for a formula begins with an apostrophe, which shows that it is text. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const quoted = (text: string, separator: string): string =>
  /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
