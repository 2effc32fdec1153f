import type * as z from 'zod';
import { type Http, type HttpResponse, NoAnswerError } from '../ports/http.ts';
import { ProviderRefusedError, ProviderUnavailableError } from './provider-errors.ts';

/** A question to a provider's API. `authorization` is the header by which one account is known; a `form` is posted. */
export type AskedResource<Schema extends z.ZodType> = Readonly<{
  http: Http;
  url: string;
  authorization: string | undefined;
  form?: Readonly<Record<string, string>> | undefined;
  schema: Schema;
}>;

/** The header of a bearer key; `undefined` where there is none. */
export const bearer = (key: string | undefined): string | undefined =>
  key === undefined ? undefined : `Bearer ${key}`;

/** The header of a name and its password; `undefined` where one is missing. */
export const basic = (name: string | undefined, password: string | undefined): string | undefined =>
  name === undefined || password === undefined
    ? undefined
    : `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;

const timeoutMilliseconds = 5_000;
const statusOfMissing = 404;

/**
 * Reads something at a provider; `undefined` where it is not there. The key goes into a header, never into the address.
 * Throws {@link ProviderUnavailableError} or {@link ProviderRefusedError}.
 */
export async function askProvider<Schema extends z.ZodType>(
  asked: AskedResource<Schema>,
): Promise<z.output<Schema> | undefined> {
  const { authorization, schema } = asked;
  if (authorization === undefined) throw new ProviderRefusedError('The settings have no key for this account.');
  const answer = await sent(asked, authorization);
  if (answer.status === statusOfMissing) return undefined;
  if (answer.status === 429 || answer.status >= 500) throw unavailable(answer);
  if (answer.status !== 200) throw new ProviderRefusedError(`The provider answered ${answer.status}.`);
  const parsed = schema.safeParse(jsonOf(answer));
  if (!parsed.success)
    throw new ProviderRefusedError('The provider answered in another form.', { cause: parsed.error });
  return parsed.data;
}

async function sent(
  { http, url, form }: Omit<AskedResource<z.ZodType>, 'schema'>,
  authorization: string,
): Promise<HttpResponse> {
  const contentType = { 'content-type': 'application/x-www-form-urlencoded' };
  try {
    return form === undefined
      ? await http.send({ method: 'GET', url, headers: { authorization }, timeoutMilliseconds })
      : await http.send({
          method: 'POST',
          url,
          headers: { authorization, ...contentType },
          body: new URLSearchParams(form).toString(),
          timeoutMilliseconds,
        });
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
