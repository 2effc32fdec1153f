import { Agent, type IncomingMessage, type OutgoingHttpHeaders, request, type ServerResponse } from 'node:http';
import * as z from 'zod';
import { startLoopbackServer } from '../loopback-server.ts';
import { namedRequest } from '../named-request.ts';
import { readBody } from '../request-body.ts';
import { type ArnsOfRequests, neededRights } from './needed-rights.ts';
import type { Right } from './policy-document.ts';
import { type Roles, statementOf } from './roles.ts';
import { type Service, serviceOf } from './service.ts';

/** Who calls with an access key: a function, and the role that says what it may do. */
export type Caller = Readonly<{ name: string; roleName: string }>;

/** One call that reached its service, with what was asked and answered. */
export type MadeCall = Readonly<{
  caller: Caller;
  service: Service['name'];
  operation: string;
  request: unknown;
  answer: Readonly<{ status: number; body: string }>;
}>;

/** What stands behind a guard, and whom it asks. */
export type GuardSettings = Readonly<{
  upstreams: Readonly<Record<Service['name'], string>>;
  callers: ReadonlyMap<string, Caller>;
  roles: Roles;
  arns: ArnsOfRequests;
  /** What is sent on in the place of what was asked. */
  changed: (service: Service['name'], request: string) => string;
  observe: (call: MadeCall) => void;
  log: (line: string) => void;
}>;

/** A listening guard. Closing ends its connections: whoever used it must be gone by then. */
export type Guard = Readonly<{ url: string; close(): Promise<void> }>;

type Asked = Readonly<{ request: unknown; rights: readonly Right[] }>;
type Answer = Readonly<{ status: number; headers: OutgoingHttpHeaders; body: Buffer | string }>;

// The largest request of any of the services: a transaction of DynamoDB, with what JSON adds to it.
const mostBodyBytes = 16_777_216;

/**
 * Starts what every call of a function to DynamoDB, SQS, EventBridge, SNS, Parameter Store and Secrets Manager goes through.
 * It knows who calls by the access key, which is a function's own; a call that the function's role does not allow is
 * refused as AWS refuses it, naming the statement that is missing. Signatures are not checked.
 */
export async function startGuard(settings: GuardSettings): Promise<Guard> {
  const { upstreams, callers, roles, arns, changed, observe, log } = settings;
  const agent = new Agent({ keepAlive: true });

  async function answer(message: IncomingMessage): Promise<Answer> {
    const body = await readBody(message, mostBodyBytes);
    const text = body?.toString('utf8') ?? '';
    const { target, read } = namedRequest(message.headers, text);
    const service = serviceOf(target);
    if (service === undefined) return refusal(400, 'application/json', 'UnknownOperationException', target);
    const { contentType, deniedStatus, unknownKey } = service;
    const key = accessKeyOf(message.headers.authorization);
    const caller = callers.get(key);
    if (caller === undefined) return refusal(deniedStatus, contentType, unknownKey, `No function has the key ${key}.`);
    if (body === undefined) return refusal(413, contentType, 'RequestEntityTooLargeException', 'Too large.');
    const asked = readRequest(target, read);
    if (asked === undefined) {
      return refusal(400, contentType, 'SerializationException', 'The request has another form.');
    }
    const missing = asked.rights.find((right) => !roles.allows(caller.roleName, right));
    if (missing !== undefined) {
      log(`access_denied ${caller.name} ${missing.action} ${missing.resource}`);
      return refusal(deniedStatus, contentType, 'AccessDeniedException', deniedMessage(caller, missing));
    }
    const answered = await forward(message, new URL(upstreams[service.name]), changed(service.name, text));
    observe({
      caller,
      service: service.name,
      operation: target.slice(target.indexOf('.') + 1),
      request: asked.request,
      answer: { status: answered.status, body: answered.body.toString() },
    });
    return answered;
  }

  /** A request and what it needs; nothing for one in which an operation does not find what it is about. */
  function readRequest(target: string, read: () => unknown): Asked | undefined {
    try {
      const asked = read();
      return { request: asked, rights: neededRights(target, asked, arns) ?? [{ action: target, resource: '*' }] };
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
      throw error;
    }
  }

  async function forward(message: IncomingMessage, { hostname, port }: URL, body: string): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const headers = { ...endToEnd(message.headers), 'content-length': Buffer.byteLength(body) };
    const options = { agent, hostname, port, method: message.method, path: message.url, headers };
    request(options).once('response', resolve).once('error', reject).end(body);
    const response = await promise;
    const answered = await readBody(response, Number.POSITIVE_INFINITY);
    return { status: response.statusCode ?? 502, headers: endToEnd(response.headers), body: answered ?? '' };
  }

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, headers, body } = await answer(message);
    response.writeHead(status, {
      ...headers,
      'content-length': Buffer.byteLength(body),
      // The rest of a body that was too large is not read: nothing more can follow on this connection.
      ...(!message.complete && { connection: 'close' }),
    });
    response.end(body);
  }

  const server = await startLoopbackServer((message, response) => {
    serve(message, response).catch((error: unknown) => {
      // The service is gone; a broken connection says what the caller would have seen without us.
      log(`guard_failed ${error instanceof Error ? error.message : String(error)}`);
      response.destroy();
    });
  });
  return {
    url: server.url,
    async close() {
      agent.destroy();
      await server.close();
    },
  };
}

/** The key id in a signature of version 4: `AWS4-HMAC-SHA256 Credential=KEY/date/region/service/aws4_request, …`. */
const accessKeyOf = (authorization = ''): string => /Credential=([^/,\s]+)\//.exec(authorization)?.[1] ?? '';

/** Headers that are about the message and not about the connection that it came by. */
function endToEnd({
  connection: _,
  'keep-alive': __,
  'transfer-encoding': ___,
  ...headers
}: IncomingMessage['headers']) {
  return headers;
}

function refusal(status: number, contentType: string, code: string, message: string): Answer {
  // Services spell the member with and without a capital; the SDK reads either.
  return { status, headers: { 'content-type': contentType }, body: JSON.stringify({ __type: code, message }) };
}

const deniedMessage = ({ name, roleName }: Caller, missing: Right): string =>
  `User: ${roleName}/${name} is not authorized to perform: ${missing.action} on resource: ${missing.resource} because no identity-based policy allows the ${missing.action} action. Missing: ${statementOf(missing)}`;
