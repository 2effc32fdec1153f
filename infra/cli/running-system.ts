import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { type Http, type HttpResponse, NoAnswerError } from '../../shared/ports/http.ts';
import { startChildProcess } from '../local/child-process.ts';
import { fault, usageFailure } from './command-failure.ts';

/** A system to work with. `close` ends it if it was started here, and leaves it alone otherwise. */
export type RunningSystem = Readonly<{ token: string; startedHere: boolean; close: () => Promise<void> }>;

/** Where a system is or shall be, and how to wait for it. */
export type SystemPlace = Readonly<{
  url: string;
  token: string | undefined;
  /** Where a system that is started here keeps its state. */
  dataFolder: string;
  http: Http;
  pause: (milliseconds: number) => Promise<void>;
}>;

const healthTimeoutMilliseconds = 5_000;
const readyAfterAttempts = 600;
const betweenAttemptsMilliseconds = 200;
// At the usual 600 the limiter of the simulated Retail alone takes more than a minute for what a year costs.
const simulatorSpeed = '3600';
const startProgram = fileURLToPath(new URL('../local/start.ts', import.meta.url));
const healthSchema = z.object({ status: z.literal('ok') });

/** Whether an Avoir answers there. Throws a fault when something else does. */
export async function isRunning(http: Http, url: string): Promise<boolean> {
  const answer = await healthOf(http, url);
  if (answer === undefined || answer.status === 503) return false;
  if (answer.status === 200 && healthSchema.safeParse(parsed(answer.body)).success) return true;
  throw fault(`Something answers at ${url}, but it is not Avoir. Set AVOIR_URL, or free the port.`);
}

/**
 * The system at the URL, or one that is started there when nothing answers and the URL is of this machine. It ends with
 * this process, also after kill -9; Ctrl-C does not reach it, so what is in flight can end.
 */
export async function findOrStartSystem(place: SystemPlace): Promise<RunningSystem> {
  const { http, url, token } = place;
  if (await isRunning(http, url)) {
    if (token === undefined) throw usageFailure('AVOIR_TOKEN is not set; `npm start` prints the token of its system.');
    return { token, startedHere: false, close: () => Promise.resolve() };
  }
  const { hostname, protocol, port } = new URL(url);
  if (protocol !== 'http:' || !['127.0.0.1', 'localhost'].includes(hostname)) {
    throw fault(`Nothing answers at ${url}, and only a system on this machine can be started from here.`);
  }
  return start(place, port === '' ? '80' : port);
}

async function start({ http, url, token, dataFolder, pause }: SystemPlace, port: string): Promise<RunningSystem> {
  const ownToken = token ?? randomBytes(24).toString('base64url');
  const child = startChildProcess([process.execPath, startProgram, '--data', dataFolder], {
    AVOIR_PORT: port,
    AVOIR_TOKEN: ownToken,
    AVOIR_SIMULATOR_SPEED: process.env.AVOIR_SIMULATOR_SPEED ?? simulatorSpeed,
  });
  try {
    for (let attempt = 1; attempt <= readyAfterAttempts; attempt += 1) {
      if (child.hasEnded()) throw fault(`The system could not be started: ${child.lastWords()}`);
      if (await isRunning(http, url)) return { token: ownToken, startedHere: true, close: () => child.stop() };
      await pause(betweenAttemptsMilliseconds);
    }
    throw fault(`The system was started and did not become ready: ${child.lastWords()}`);
  } catch (error) {
    await child.stop();
    throw error;
  }
}

async function healthOf(http: Http, url: string): Promise<HttpResponse | undefined> {
  try {
    return await http.send({
      method: 'GET',
      url: new URL('/healthz', url).href,
      timeoutMilliseconds: healthTimeoutMilliseconds,
    });
  } catch (error) {
    if (error instanceof NoAnswerError) return undefined;
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
