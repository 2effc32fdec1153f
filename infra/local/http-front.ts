import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { httpApiEvent } from './http-api-event.ts';
import { type FrontResponse, gatewayAnswer, httpApiResponse } from './http-api-response.ts';
import { type HttpRoute, type RouteMatch, routeTable } from './http-route-table.ts';
import type { Invocation } from './invocation.ts';
import { type LocalIssuer, localIssuerPath } from './local-issuer.ts';
import type { createLocalSignIn } from './local-sign-in.ts';
import { readBody } from './request-body.ts';
import { StartProblem } from './start-problem.ts';

/** What an HTTP API on one machine listens to and answers. */
export type HttpFrontSettings = Readonly<{
  host?: string;
  /** 0 takes any free port. */
  port: number;
  routes: readonly HttpRoute[];
  /** Its public keys are served beside the routes. */
  issuer?: Pick<LocalIssuer, 'jwks'>;
  /** The pages of the issuer on which people sign in. */
  signIn?: ReturnType<typeof createLocalSignIn>;
  /** What else is served beside them, by path: things of this machine alone. */
  documents?: ReadonlyMap<string, unknown> | undefined;
  /** Answers another bearer token to put in the place of the one that came, or undefined to leave it. */
  swapToken?: (bearer: string) => Promise<string | undefined>;
  integrationTimeoutSeconds?: number;
  log?: (line: string) => void;
}>;

/** A listening front. Closing lets requests in flight end and takes no other. */
export type HttpFront = Readonly<{ url: string; close(): Promise<void> }>;

/** Thrown when somebody else listens on the port already. */
export class PortBusyError extends StartProblem {
  constructor(port: number) {
    super(`Port ${port} is in use already: stop what listens there or choose another port.`);
  }
}

// Limits of an HTTP API: 10 MB in, 30 seconds for a function.
const mostBodyBytes = 10 * 1024 * 1024;
const defaultIntegrationTimeoutSeconds = 30;
// Node's five seconds would end connections that a client is about to use again.
const keepAliveMilliseconds = 60_000;

/** Starts an HTTP API in front of functions. Throws {@link PortBusyError}. */
export async function startHttpFront(settings: HttpFrontSettings): Promise<HttpFront> {
  const { host = '127.0.0.1', issuer, swapToken, log } = settings;
  const findRoute = routeTable(settings.routes);
  const timeoutMilliseconds = (settings.integrationTimeoutSeconds ?? defaultIntegrationTimeoutSeconds) * 1000;

  async function answer(message: IncomingMessage): Promise<FrontResponse> {
    const receivedAt = new Date();
    const [path = '/', ...query] = (message.url ?? '/').split('?');
    const document = message.method === 'GET' ? documentAt(path) : undefined;
    if (document !== undefined) {
      return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(document) };
    }
    const body = await readBody(message, mostBodyBytes);
    if (body === undefined) return gatewayAnswer(413, 'Request Entity Too Large');
    const signedIn = await signInPage(message, path, { query: query.join('?'), body });
    if (signedIn !== undefined) return signedIn;
    const match = findRoute(message.method ?? '', path);
    if (match === undefined) return gatewayAnswer(404, 'Not Found');
    const event = httpApiEvent({ message, path, rawQueryString: query.join('?'), body, receivedAt }, match);
    const authorization = await swapped(event.headers.authorization);
    if (authorization !== undefined) event.headers.authorization = authorization;
    return outcomeOf(match, await withinTime(match.route.pool.invoke(event)));
  }

  async function signInPage(
    { method = '', headers: { host = '', 'accept-language': acceptLanguage } }: IncomingMessage,
    path: string,
    { query, body }: Readonly<{ query: string; body: Buffer }>,
  ): Promise<FrontResponse | undefined> {
    if (!path.startsWith(`${localIssuerPath}/`)) return undefined;
    return settings.signIn?.({ method, path, query, body: body.toString('utf8'), host, acceptLanguage });
  }

  function documentAt(path: string): unknown {
    return path === `${localIssuerPath}/.well-known/jwks.json` ? issuer?.jwks() : settings.documents?.get(path);
  }

  function outcomeOf({ routeKey }: RouteMatch, invocation: Invocation | undefined): FrontResponse {
    if (invocation === undefined) {
      log?.(`integration_timed_out ${routeKey}`);
      return gatewayAnswer(503, 'Service Unavailable');
    }
    if (!invocation.ok) log?.(`function_failed ${routeKey} ${invocation.errorType}`);
    return httpApiResponse(invocation);
  }

  async function swapped(authorization: string | undefined): Promise<string | undefined> {
    const [, bearer] = /^Bearer (\S+)$/i.exec(authorization ?? '') ?? [];
    const token = bearer === undefined ? undefined : await swapToken?.(bearer);
    return token === undefined ? authorization : `Bearer ${token}`;
  }

  async function withinTime(invocation: Promise<Invocation>): Promise<Invocation | undefined> {
    const late = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => late.resolve(undefined), timeoutMilliseconds);
    try {
      return await Promise.race([invocation, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  let isClosing = false;

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const answered = await answer(message).catch((error: unknown) => {
      log?.(`request_failed ${error instanceof Error ? error.message : String(error)}`);
      return gatewayAnswer(500, 'Internal Server Error');
    });
    send(response, answered, isClosing);
  }

  const server = createServer({ keepAliveTimeout: keepAliveMilliseconds }, (message, response) => {
    serve(message, response).catch((error: unknown) => {
      log?.(`response_failed ${error instanceof Error ? error.message : String(error)}`);
      response.destroy();
    });
  });
  const port = await listen(server, host, settings.port);
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    async close() {
      isClosing = true;
      const { promise, resolve } = Promise.withResolvers<void>();
      server.close(() => resolve());
      await promise;
    },
  };
}

function send(response: ServerResponse, { statusCode, headers, body }: FrontResponse, isLast: boolean): void {
  response.writeHead(statusCode, {
    ...headers,
    // 1xx, 204 and 304 have no body and must not announce one.
    ...(statusCode >= 200 && statusCode !== 204 && statusCode !== 304 && { 'content-length': Buffer.byteLength(body) }),
    ...(isLast && { connection: 'close' }),
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once('error', (error) => {
    reject('code' in error && error.code === 'EADDRINUSE' ? new PortBusyError(port) : error);
  });
  server.listen({ host, port }, () => {
    const address = server.address();
    resolve(typeof address === 'object' && address !== null ? address.port : port);
  });
  return promise;
}
