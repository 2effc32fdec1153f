import * as z from 'zod';
import { type SignedService, signedClient } from './signed-client.ts';

const timeoutMilliseconds = 3_000;

/** A service, and how a reader knows it. */
type JsonService = SignedService & Readonly<{ title: string }>;

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
 * Calls a service of AWS that speaks JSON 1.1. Signed with a small library: an SDK client adds about 80 kB to every handler,
 * most of it the errors of operations that nobody calls.
 */
export function signedJsonCall(
  variables: Readonly<Record<string, string | undefined>>,
  { title, ...service }: JsonService,
): SignedJsonCall {
  const { client, endpoint } = signedClient(variables, service);

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
      client.fetch(endpoint, {
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
