import type { IncomingMessage, ServerResponse } from 'node:http';
import { startLoopbackServer } from '../../loopback-server.ts';
import { readBody } from '../../request-body.ts';
import { noAnswer, type SimulatedAnswer, type Simulator } from '../simulator.ts';

/** A socket in front of a simulator that may come later. */
export type SimulatorServer = Readonly<{
  url: string;
  /** From now on requests reach the simulator, at no time before `notBefore`. Until then they are answered 503. */
  serve(simulator: Simulator, notBefore: number): void;
  close(): Promise<void>;
}>;

const mostBodyBytes = 32 * 1024 * 1024;

const notYet: SimulatedAnswer = { status: 503, headers: { 'retry-after': '1' }, body: '' };
const tooLarge: SimulatedAnswer = { status: 413, headers: {}, body: '' };

/** Listens on a free port of this machine. `now` is in milliseconds since 1970; where it goes back, the time stands still. */
export async function startSimulatorServer(now: () => number): Promise<SimulatorServer> {
  let simulator: Simulator | undefined;
  let latest = 0;

  async function answer(message: IncomingMessage, url: string): Promise<SimulatedAnswer | typeof noAnswer> {
    const body = await readBody(message, mostBodyBytes);
    if (body === undefined) return tooLarge;
    if (simulator === undefined) return notYet;
    latest = Math.max(latest, now());
    const request = {
      method: message.method ?? 'GET',
      url: `${url}${message.url ?? '/'}`,
      headers: headersOf(message),
      body: body.toString('utf8'),
    };
    return simulator.handle(request, latest);
  }

  const { url, close } = await startLoopbackServer((message, response) => {
    answer(message, url)
      .then((answered) => send(response, answered))
      .catch((error: unknown) => {
        // A simulator that throws is a fault of ours, and to be heard of.
        send(response, {
          status: 500,
          headers: {},
          body: error instanceof Error ? (error.stack ?? '') : String(error),
        });
      });
  });
  return {
    url,
    serve(served, notBefore) {
      simulator = served;
      latest = notBefore;
    },
    close,
  };
}

const headersOf = ({ headers }: IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );

function send(response: ServerResponse, answer: SimulatedAnswer | typeof noAnswer): void {
  if (answer === noAnswer) {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
  response.end(answer.body);
}
