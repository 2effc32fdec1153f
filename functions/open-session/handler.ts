import { authorizationCode } from '../../shared/adapters/authorization-code.ts';
import { httpEnvironment, httpSurroundings } from '../../shared/adapters/http-surroundings.ts';
import { readEnvironment } from '../../shared/lambda/environment.ts';
import { httpFunction } from '../../shared/lambda/http.ts';
import { sessionEndpoints } from './open-session.ts';

const env = readEnvironment(httpEnvironment);
const signIn = authorizationCode({ issuer: env.TOKEN_ISSUER, audience: env.TOKEN_AUDIENCE });

/** Answers `GET /sign-in`, `GET /signed-in` and `POST /sign-out`. */
export const handler = httpFunction({ ...httpSurroundings(env), endpoints: sessionEndpoints(signIn) });
