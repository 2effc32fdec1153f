import { AwsClient } from 'aws4fetch';
import * as z from 'zod';

const timeoutMilliseconds = 3_000;

const environment = z.object({
  AWS_REGION: z.string().min(1),
  AWS_ACCESS_KEY_ID: z.string().min(1),
  AWS_SECRET_ACCESS_KEY: z.string().min(1),
  AWS_SESSION_TOKEN: z.string().min(1).optional(),
  AWS_ENDPOINT_URL: z.url().optional(),
});

/** The service as requests are signed for it, its name in `AWS_ENDPOINT_URL_<NAME>`, and how a reader knows it. */
export type JsonService = Readonly<{ signingName: string; endpointName: string; title: string }>;

/** Calls one operation (`AmazonSSM.GetParametersByPath`) and answers its JSON. Throws {@link SignedCallError}. */
export type SignedJsonCall = (target: string, request: unknown) => Promise<unknown>;

/** The service did not answer, or refused. `code` is its own word; the message holds nothing else of the answer. */
export class SignedCallError extends Error {
  override readonly name = 'SignedCallError';
  readonly code: string | undefined;
  constructor(message: string, options: ErrorOptions & Readonly<{ code?: string }> = {}) {
    super(message, options);
    this.code = options.code;
  }
}

/**
 * Calls a service of AWS that speaks JSON 1.1. The variables are those that Lambda puts into every environment, and the
 * SDKs' own names for another endpoint. Signed with a small library: an SDK client adds about 80 kB to every handler,
 * most of it the errors of operations that nobody calls.
 */
export function signedJsonCall(
  variables: Readonly<Record<string, string | undefined>>,
  { signingName, endpointName, title }: JsonService,
): SignedJsonCall {
  const env = environment.parse(variables);
  const endpoint =
    variables[`AWS_ENDPOINT_URL_${endpointName}`] ??
    env.AWS_ENDPOINT_URL ??
    `https://${signingName}.${env.AWS_REGION}.amazonaws.com`;
  const client = new AwsClient({
    accessKeyId: env.AWS_ACCESS_KEY_ID,
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
    sessionToken: env.AWS_SESSION_TOKEN,
    region: env.AWS_REGION,
    service: signingName,
    retries: 2,
  });

  async function answered<Answer>(request: Promise<Answer>): Promise<Answer> {
    try {
      return await request;
    } catch (cause) {
      throw new SignedCallError(`${title} did not answer: ${cause instanceof Error ? cause.name : 'unknown'}.`, {
        cause,
      });
    }
  }

  return async (target, request) => {
    const response = await answered(
      client.fetch(new URL('/', endpoint).href, {
        method: 'POST',
        headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
        body: JSON.stringify(request),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMilliseconds),
      }),
    );
    const answer: unknown = await answered(response.json());
    if (response.ok) return answer;
    const code = codeIn(answer, response.status);
    throw new SignedCallError(`${title} refused: ${code}.`, { code });
  };
}

const refusal = z.object({ __type: z.string() });

function codeIn(answer: unknown, status: number): string {
  const parsed = refusal.safeParse(answer);
  return parsed.success ? (parsed.data.__type.split('#').at(-1) ?? parsed.data.__type) : `HTTP ${status}`;
}
