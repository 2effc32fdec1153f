import * as z from 'zod';
import { secondsAfter } from '../domain/instants.ts';
import type { RetailAssumptions } from '../domain/retail-assumptions.ts';
import type { Http, HttpResponse } from '../ports/http.ts';
import type { RetailSecrets } from '../ports/secrets.ts';
import type { RetailTokenPair } from '../stores/retail-token-store.ts';
import { RetailFaultError, RetailLimitedError, RetailUnauthorisedError } from './retail-errors.ts';

/** The part of a shop's secrets that a pair of tokens is renewed with. */
export type RetailOauthSecrets = Extract<RetailSecrets, Readonly<{ refreshToken: string }>>;

const timeoutMilliseconds = 10_000;

const answerSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.coerce.number().int().positive(),
});

/**
 * Asks the token endpoint for a new pair. The old refresh token stays good until the new access token is first used, so
 * that asking again is right as long as it was not. Throws `RetailUnauthorisedError` when the refresh token is refused.
 */
export async function requestTokenPair(
  http: Http,
  { clientId, clientSecret, tokenUrl }: RetailOauthSecrets,
  refreshToken: string,
  asked: Readonly<{ now: string; format: RetailAssumptions['tokenRequestFormat'] }>,
): Promise<RetailTokenPair> {
  const content = {
    grant_type: 'refresh_token',
    client_id: clientId,
    client_secret: clientSecret,
    refresh_token: refreshToken,
  };
  const [contentType, body] =
    asked.format === 'form'
      ? ['application/x-www-form-urlencoded', new URLSearchParams(content).toString()]
      : ['application/json', JSON.stringify(content)];
  const response = await http.send({
    method: 'POST',
    url: tokenUrl,
    headers: { accept: 'application/json', 'content-type': contentType },
    body,
    timeoutMilliseconds,
  });
  return pairIn(response, asked.now);
}

function pairIn(response: HttpResponse, now: string): RetailTokenPair {
  const { status } = response;
  const failure = { status, budget: {} };
  if (status === 429) throw new RetailLimitedError({ limiter: 'token', retryAfterSeconds: 60 }, failure);
  // What is refused here (invalid_grant, invalid_client) is refused the next time too: the merchant must connect again.
  if (status >= 400 && status < 500) throw new RetailUnauthorisedError('RETAIL_CONNECTION_LOST', failure);
  if (status !== 200) throw new RetailFaultError('RETAIL_FAULT', failure);
  const { access_token, refresh_token, expires_in } = answerIn(response);
  return {
    accessToken: access_token,
    refreshToken: refresh_token,
    // Counted from before the request, so that a token is never taken to live longer than it does.
    renewedAt: now,
    expiresAt: secondsAfter(now, expires_in),
  };
}

// The cause is left out: it could quote the tokens.
function answerIn({ status, body }: HttpResponse): z.infer<typeof answerSchema> {
  const unreadable = () => new RetailFaultError('RETAIL_ANSWER_UNREADABLE', { status, budget: {} });
  try {
    const result = answerSchema.safeParse(JSON.parse(body));
    if (!result.success) throw unreadable();
    return result.data;
  } catch (error) {
    if (error instanceof SyntaxError) throw unreadable();
    throw error;
  }
}
