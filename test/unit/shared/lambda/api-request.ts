import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** What differs from a plain request; `undefined` leaves a member out. */
export type RequestChanges = Readonly<{
  routeKey?: string;
  path?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  isBase64Encoded?: boolean;
}>;

/** A request as the HTTP API hands it over (payload format 2.0): a credit note of the shop `demo` unless said otherwise. */
export function apiRequest(changes: RequestChanges = {}): APIGatewayProxyEventV2 {
  const { routeKey = 'POST /shops/{shopId}/credit-notes', path = { shopId: 'demo' }, query, body } = changes;
  const [method = '', template = ''] = routeKey.split(' ');
  const rawPath = template.replace(/\{(\w+)\}/g, (_, name: string) => path[name] ?? '');
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: { 'Content-Type': 'application/json', ...changes.headers },
    queryStringParameters: query,
    pathParameters: path,
    body,
    isBase64Encoded: changes.isBase64Encoded ?? false,
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      domainName: 'api.example',
      domainPrefix: 'api',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      requestId: 'request-1',
      routeKey,
      stage: '$default',
      time: '23/Nov/2026:12:00:00 +0000',
      timeEpoch: 1_795_435_200_000,
    },
  };
}
