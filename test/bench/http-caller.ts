import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';

/** An answer over HTTP. */
export type HttpAnswer = Readonly<{ status: number; body: string }>;

/** Calls one system over kept connections, as cheaply as Node can: it shares the processors with what it measures. */
export type HttpCaller = Readonly<{
  get: (path: string) => Promise<HttpAnswer>;
  post: (path: string, body: string) => Promise<HttpAnswer>;
  /** Closes all connections, none of which may be in use; a later call opens its own. */
  closeConnections: () => void;
}>;

/** Creates a caller that shows this bearer token. */
export function httpCaller({ url, token }: Readonly<{ url: string; token: string }>): HttpCaller {
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(url);
  const authorization = `Bearer ${token}`;

  async function call(method: string, path: string, body?: string): Promise<HttpAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const sent = request({
      agent,
      hostname,
      port,
      method,
      path,
      headers: {
        authorization,
        ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
      },
    });
    sent.once('response', resolve).once('error', reject).end(body);
    const response = await promise;
    response.setEncoding('utf8');
    let text = '';
    response.on('data', (chunk: string) => {
      text += chunk;
    });
    await once(response, 'end');
    return { status: response.statusCode ?? 0, body: text };
  }

  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    closeConnections: () => agent.destroy(),
  };
}
