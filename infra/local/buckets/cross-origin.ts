/** A rule of a bucket about pages of other origins. */
export type CrossOriginRule = Readonly<{
  AllowedOrigins: readonly string[];
  AllowedMethods: readonly string[];
  AllowedHeaders: readonly string[];
  MaxAge?: number | undefined;
}>;

/** What a page says of a request that it makes, or is about to make. */
export type CrossOriginRequest = Readonly<{ origin: string; method: string; headers: readonly string[] }>;

/** The headers with which a bucket tells a browser that a page may ask; none where no rule allows it. */
export function crossOriginHeaders(
  rules: readonly CrossOriginRule[],
  { origin, method, headers }: CrossOriginRequest,
): Readonly<Record<string, string>> | undefined {
  const rule = rules.find(
    ({ AllowedOrigins: origins, AllowedMethods: methods, AllowedHeaders: names }) =>
      (origins.includes('*') || origins.includes(origin)) &&
      methods.includes(method) &&
      headers.every((header) => names.includes(header.toLowerCase())),
  );
  return (
    rule && {
      'access-control-allow-origin': rule.AllowedOrigins.includes('*') ? '*' : origin,
      'access-control-allow-methods': rule.AllowedMethods.join(', '),
      ...(headers.length > 0 && { 'access-control-allow-headers': headers.join(', ') }),
      ...(rule.MaxAge !== undefined && { 'access-control-max-age': String(rule.MaxAge) }),
    }
  );
}
