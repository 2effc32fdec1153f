import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { accountId } from './account.ts';
import { decoded, type RouteMatch } from './http-route-table.ts';

const apiId = 'local';

/** A request as it came in at the front. */
export type FrontRequest = Readonly<{
  message: IncomingMessage;
  path: string;
  rawQueryString: string;
  body: Buffer;
  receivedAt: Date;
}>;

/** The event of an HTTP API for a request, in payload format 2.0. */
export function httpApiEvent(request: FrontRequest, match: RouteMatch): APIGatewayProxyEventV2 {
  const { message, path, rawQueryString, body, receivedAt } = request;
  const headers = headersOf(message);
  const cookies = message.headers.cookie?.split('; ');
  // HTTP APIs decode this path, other than its name says and other than function URLs.
  const rawPath = decoded(path);
  const isBase64Encoded = body.length > 0 && !isText(headers);
  return {
    version: '2.0',
    routeKey: match.routeKey,
    rawPath,
    rawQueryString,
    ...(cookies && { cookies }),
    headers,
    ...(rawQueryString !== '' && { queryStringParameters: queryParameters(rawQueryString) }),
    ...(match.pathParameters && { pathParameters: { ...match.pathParameters } }),
    requestContext: {
      accountId,
      apiId,
      domainName: headers.host ?? '',
      domainPrefix: apiId,
      http: {
        method: message.method ?? '',
        path: rawPath,
        protocol: `HTTP/${message.httpVersion}`,
        sourceIp: sourceAddress(message),
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: match.routeKey,
      stage: '$default',
      time: accessLogTime(receivedAt),
      timeEpoch: receivedAt.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  };
}

function headersOf(message: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(message.headersDistinct)) {
    if (name !== 'cookie' && values) headers[name] = values.join(',');
  }
  const forwarded = headers['x-forwarded-for'];
  const source = sourceAddress(message);
  headers['x-forwarded-for'] = forwarded === undefined ? source : `${forwarded}, ${source}`;
  headers['x-forwarded-port'] = String(message.socket.localPort ?? '');
  headers['x-forwarded-proto'] = 'http';
  return headers;
}

// Found against the real thing: a form and a body without a content type come as base64, too.
const textTypes: ReadonlySet<string> = new Set(['application/json', 'application/xml', 'application/javascript']);

function isText(headers: Readonly<Record<string, string>>): boolean {
  const [mediaType = ''] = (headers['content-type'] ?? '').split(';');
  const type = mediaType.trim().toLowerCase();
  return headers['content-encoding'] === undefined && (type.startsWith('text/') || textTypes.has(type));
}

function queryParameters(rawQueryString: string): Record<string, string> {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    const before = parameters.get(name);
    parameters.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(parameters);
}

const sourceAddress = ({ socket }: IncomingMessage): string => (socket.remoteAddress ?? '').replace(/^::ffff:/, '');

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

// 12/Mar/2020:19:03:58 +0000
function accessLogTime(time: Date): string {
  const [day = '', clock = ''] = time.toISOString().slice(0, 19).split('T');
  const [year, , dayOfMonth] = day.split('-');
  return `${dayOfMonth}/${months[time.getUTCMonth()]}/${year}:${clock} +0000`;
}
