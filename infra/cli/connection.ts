import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { fetchHttp } from '../../shared/adapters/fetch-http.ts';
import type { Http } from '../../shared/ports/http.ts';
import { type AvoirClient, avoirClient } from './avoir-client.ts';
import { usageFailure } from './command-failure.ts';

/** Where the system is (`AVOIR_URL`) and the bearer token for it (`AVOIR_TOKEN`), from the environment. */
export type Connection = Readonly<{ url: string; token: string | undefined; http: Http }>;

const environmentSchema = z.object({
  AVOIR_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8787'),
  AVOIR_TOKEN: z.string().min(1).optional(),
});

/** Reads the connection from the environment; a variable that cannot be used is a usage failure that names it. */
export function connectionFrom(environment: NodeJS.ProcessEnv): Connection {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    throw usageFailure(
      `Not usable: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')} (${message})`).join(', ')}.`,
    );
  }
  const { AVOIR_URL: url, AVOIR_TOKEN: token } = parsed.data;
  return { url, token, http: fetchHttp({ allowedOrigins: [url] }) };
}

/** A client for commands that ask a running system one thing. */
export function connectedClient({ url, token, http }: Connection): AvoirClient {
  if (token === undefined) throw usageFailure('AVOIR_TOKEN is not set; `npm start` prints the token of its system.');
  return avoirClient({ http, url, token, pause: (milliseconds) => sleep(milliseconds), patienceMilliseconds: 5_000 });
}
