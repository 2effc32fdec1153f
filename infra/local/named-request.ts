import type { IncomingHttpHeaders } from 'node:http';

/** A request to AWS: which operation of which service it names, in the form of `X-Amz-Target`, and what it asks. */
export type NamedRequest = Readonly<{ target: string; read: () => unknown }>;

const formType = 'application/x-www-form-urlencoded';
// SNS is the only service here that is still spoken to by forms.
const formService = 'SNS';

/**
 * How a request names its operation: by the header, with JSON; or, by the older Query protocol, in a form with `Action`,
 * whose fields are the members of what is asked. `read` throws `SyntaxError` for what is no JSON.
 */
export function namedRequest(headers: IncomingHttpHeaders, body: string): NamedRequest {
  if (!headers['content-type']?.startsWith(formType)) {
    return { target: String(headers['x-amz-target']), read: () => JSON.parse(body) };
  }
  const fields = Object.fromEntries(new URLSearchParams(body));
  return { target: `${formService}.${fields.Action ?? ''}`, read: () => fields };
}
