import * as z from 'zod';
import { type Endpoint, type EndpointRequest, endpoint, ignored } from '../../shared/lambda/http.ts';
import { ProblemError } from '../../shared/lambda/problem.ts';
import {
  beginningCookie,
  beginningIn,
  endedBeginning,
  endedSession,
  sessionCookie,
} from '../../shared/lambda/session-cookie.ts';
import { type SignIn, SignInFailedError } from '../../shared/lambda/sign-in.ts';

/** Where a sign-in comes back to. */
const returnPath = '/signed-in';
const mostSecondsToSignIn = 600;

/**
 * Signing in by authorization code with PKCE: `GET /sign-in` leads to the issuer's own page, which leads back to
 * `GET /signed-in`, where the code becomes a session. What must come back unchanged waits in a cookie of minutes, so that
 * no answer can be slipped to somebody who did not ask. `POST /sign-out` ends the session here.
 */
export function sessionEndpoints(signIn: SignIn): Readonly<Record<string, Endpoint>> {
  return {
    'GET /sign-in': endpoint({ path: ignored, query: ignored, body: ignored }, async (request) => {
      const { url, memory } = await signIn.begin(`${originOf(request)}${returnPath}`);
      return { ...leadingTo(url), cookies: [beginningCookie(memory, mostSecondsToSignIn)] };
    }),
    'GET /signed-in': endpoint(
      { path: ignored, query: z.record(z.string(), z.string()), body: ignored },
      async (request) => {
        const memory = beginningIn(request.cookies);
        if (memory === undefined) throw signInFailed();
        const redirectUri = `${originOf(request)}${returnPath}`;
        const token = await signIn
          .finish({ parameters: request.query, memory, redirectUri })
          .catch((error: unknown) => {
            throw error instanceof SignInFailedError ? signInFailed(error) : error;
          });
        return { ...leadingTo('/'), cookies: [sessionCookie(token.idToken, token.expiresInSeconds), endedBeginning] };
      },
    ),
    'POST /sign-out': endpoint({ path: ignored, query: ignored, body: ignored }, async () => {
      return { ...leadingTo('/sign-in'), cookies: [endedSession] };
    }),
  };
}

const leadingTo = (location: string) => ({ status: 303, body: '', headers: { location } });

/** A gateway says by which protocol it was reached; on one machine nothing stands in front. */
function originOf({ headers }: EndpointRequest<unknown, unknown, unknown>): string {
  const protocol = headers?.['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  return `${protocol}://${headers?.host ?? ''}`;
}

const signInFailed = (cause?: unknown): ProblemError =>
  new ProblemError(403, 'sign_in_failed', 'Signing in did not work. Start again.', {}, { cause });
