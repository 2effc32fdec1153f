import middy from '@middy/core';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Ids } from '../ports/ids.ts';
import { errorFields, type Log } from './log.ts';
import type { Count } from './metrics.ts';
import { foreseenProblem, type HttpAnswer, ProblemError, problemAnswer } from './problem.ts';

/** A call of another system's webhook: its path, its headers (lower case), and its body to the byte. */
export type WebhookCall = Readonly<{
  path: Readonly<Record<string, string | undefined>>;
  headers: Readonly<Record<string, string | undefined>>;
  rawBody: Uint8Array;
}>;

/** What a webhook function is made of; `receive` checks whoever calls by itself, for the route is open. */
export type WebhookFunction = Readonly<{
  receive: (call: WebhookCall) => Promise<HttpAnswer>;
  log: Log;
  count: Count;
  ids: Ids;
}>;

// Programs call here, and their makers read English.
const reader = { language: 'en', locale: 'en' } as const;

// Design §9. API Gateway lets 10 MB through.
const largestBodyBytes = 1024 * 1024;

/**
 * A Lambda function behind an open route. Nothing of the call is logged but the route, the shop and the outcome: the
 * path holds the key, the body a customer.
 */
export const webhookFunction = (parts: WebhookFunction) =>
  middy((event: APIGatewayProxyEventV2) => respond(parts, event)).use(httpHeaderNormalizer({ canonical: false }));

async function respond(
  { receive, log, count, ids }: WebhookFunction,
  { routeKey: route, pathParameters, headers, body = '', isBase64Encoded }: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> {
  const shopId = pathParameters?.shopId;
  const answer = await Promise.resolve()
    .then(() => {
      const rawBody = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
      if (rawBody.byteLength > largestBodyBytes)
        throw new ProblemError(413, 'too_large', 'The body is larger than 1 MB.', { largestBytes: largestBodyBytes });
      return receive({ path: pathParameters ?? {}, headers, rawBody });
    })
    .catch((error: unknown) => {
      const foreseen = foreseenProblem(error);
      if (foreseen && foreseen.status < 500) return problemAnswer(foreseen, reader);
      const problemId = ids.next('problem');
      log.error('REQUEST_FAILED', { route, shopId, problemId, ...errorFields(error) });
      count('RequestsFailed');
      const problem = foreseen ?? new ProblemError(500, 'internal_error', 'Something went wrong on our side.');
      return problemAnswer(problem, reader, problemId);
    });
  log.info('REQUEST_ANSWERED', { route, status: answer.status, shopId, errorCode: answer.code });
  return {
    statusCode: answer.status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...answer.headers },
    body: JSON.stringify(answer.body),
  };
}
