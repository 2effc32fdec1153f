import { tokenAuthenticator } from '../lambda/authenticate.ts';
import { required } from '../lambda/environment.ts';
import type { HttpFunction } from '../lambda/http.ts';
import { functionLog } from '../lambda/log.ts';
import { functionMetrics } from '../lambda/metrics.ts';
import { randomIds } from './random-ids.ts';

/** The variables of every function behind the HTTP API: who issues tokens, and for whom they must be meant. */
export const httpEnvironment = { TOKEN_ISSUER: required, TOKEN_AUDIENCE: required };

/** What every HTTP function has around its endpoints. */
export function httpSurroundings(
  env: Readonly<{ TOKEN_ISSUER: string; TOKEN_AUDIENCE: string }>,
): Omit<HttpFunction, 'endpoints'> {
  const authenticator = tokenAuthenticator({ issuer: env.TOKEN_ISSUER, audience: env.TOKEN_AUDIENCE });
  return { authenticator, log: functionLog(), count: functionMetrics(), ids: randomIds };
}
