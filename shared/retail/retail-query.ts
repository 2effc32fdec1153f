/** Values of a query as Retail takes them: its operators stand inside the value and are encoded with it. */
export type RetailQuery = Readonly<Record<string, string | undefined>>;

/** Retail's bound on the values of one `IN`, and on the rows of one page. */
export const mostPerRequest = 100;

const readsLikeAnOperator = /^(?:[=<>!~]+|IN),/;

/** One of these values. One value alone is compared plainly, unless it would be read as an operator itself. */
export function oneOf(values: readonly string[]): string {
  if (values.length === 0 || values.length > mostPerRequest) {
    throw new RangeError(`Retail compares with 1 to ${mostPerRequest} values at once, not ${values.length}.`);
  }
  const [only] = values;
  return values.length === 1 && only !== undefined && !readsLikeAnOperator.test(only)
    ? only
    : `IN,${JSON.stringify(values)}`;
}

/** Greater than this number. */
export const greaterThan = (value: number): string => `>,${value}`;

/** From the first instant to the second, both included. */
export const between = (from: string, to: string): string => `><,${from},${to}`;

/** The query as it stands in a URL, with its `?`, everything encoded; what is undefined is left out. */
export function queryText(query: RetailQuery): string {
  const parts = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}
