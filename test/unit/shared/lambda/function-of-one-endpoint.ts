import type { Caller } from '../../../../shared/lambda/authenticate.ts';
import { type Endpoint, endpoint, httpFunction, ignored } from '../../../../shared/lambda/http.ts';
import { type HttpAnswer, ProblemError } from '../../../../shared/lambda/problem.ts';
import { apiRequest, type RequestChanges } from './api-request.ts';
import { lambdaContext } from './lambda-context.ts';
import { aRecorder } from './recorder.ts';

const operator: Caller = {
  subject: 'user-1',
  role: 'operator',
  seesAllShops: false,
  maySeeShop: (shopId) => shopId === 'demo',
};
/** The one token that the function's issuer knows. */
export const goodToken = 'good-token';
/** The header that a request with the good token has. */
export const authorization = `Bearer ${goodToken}`;
/** The route that the function answers unless said otherwise. */
export const routeKey = 'POST /shops/{shopId}/credit-notes';
const title = 'A valid bearer token is needed.';

/** The function of one endpoint, and what it logged and counted. */
export function aFunction(answering: Endpoint, route = routeKey) {
  const recorder = aRecorder();
  const call = httpFunction({
    authenticator: async (token) => {
      if (token !== goodToken) throw new ProblemError(401, 'not_signed_in', title);
      return operator;
    },
    endpoints: { [route]: answering },
    ids: { next: (prefix) => `${prefix}-1` },
    ...recorder,
  });
  const send = async (changes: RequestChanges = {}) => {
    const headers = { Authorization: authorization, ...changes.headers };
    const {
      statusCode,
      headers: answered,
      body,
    } = await call(apiRequest({ routeKey: route, ...changes, headers }), lambdaContext);
    return { status: statusCode, headers: answered, body: body === undefined ? undefined : JSON.parse(body) };
  };
  return { ...recorder, call, send };
}

/** Answers with whatever reached it. */
export const echo = endpoint({ path: ignored, query: ignored, body: ignored }, async ({ path, query, body }) => ({
  status: 200,
  body: { path, query, body },
}));

/** Answers this, or fails with it. */
export const answering = (answer: HttpAnswer | Error): Endpoint =>
  endpoint({ path: ignored, query: ignored, body: ignored }, async () => {
    if (answer instanceof Error) throw answer;
    return answer;
  });
