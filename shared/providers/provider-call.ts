import type * as z from 'zod';
import { type Http, type HttpResponse, NoAnswerError } from '../ports/http.ts';
import { ProviderRefusedError, ProviderUnavailableError } from './provider-errors.ts';

/** A question to a provider's API, with the bearer key of one account. */
export type AskedResource<Schema extends z.ZodType> = Readonly<{
  http: Http;
  url: string;
  bearer: string | undefined;
  schema: Schema;
}>;

const timeoutMilliseconds = 5_000;
const statusOfMissing = 404;

/**
 * Reads something at a provider; `undefined` where it is not there. The key goes into a header, never into the address.
 * Throws {@link ProviderUnavailableError} or {@link ProviderRefusedError}.
 */
export async function askProvider<Schema extends z.ZodType>({
  http,
  url,
  bearer,
  schema,
}: AskedResource<Schema>): Promise<z.output<Schema> | undefined> {
  if (bearer === undefined) throw new ProviderRefusedError('The settings have no key for this account.');
  const answer = await sent(http, url, bearer);
  if (answer.status === statusOfMissing) return undefined;
  if (answer.status === 429 || answer.status >= 500) throw unavailable(answer);
  if (answer.status !== 200) throw new ProviderRefusedError(`The provider answered ${answer.status}.`);
  const parsed = schema.safeParse(jsonOf(answer));
  if (!parsed.success)
    throw new ProviderRefusedError('The provider answered in another form.', { cause: parsed.error });
  return parsed.data;
}

async function sent(http: Http, url: string, bearer: string): Promise<HttpResponse> {
  try {
    return await http.send({ method: 'GET', url, headers: { authorization: `Bearer ${bearer}` }, timeoutMilliseconds });
  } catch (cause) {
    if (!(cause instanceof NoAnswerError)) throw cause;
    throw new ProviderUnavailableError('The provider did not answer.', undefined, { cause });
  }
}

function unavailable({ status, headers }: HttpResponse): ProviderUnavailableError {
  const seconds = Number(headers['retry-after']);
  return new ProviderUnavailableError(
    `The provider answered ${status}.`,
    Number.isFinite(seconds) ? seconds : undefined,
  );
}

function jsonOf({ body }: HttpResponse): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new ProviderRefusedError('The provider did not answer with JSON.', { cause });
  }
}
