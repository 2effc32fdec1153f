import { AwsClient } from 'aws4fetch';
import * as z from 'zod';
import { SettingsUnavailableError } from '../ports/settings.ts';

const timeoutMilliseconds = 3_000;

const environment = z.object({
  AWS_REGION: z.string().min(1),
  AWS_ACCESS_KEY_ID: z.string().min(1),
  AWS_SECRET_ACCESS_KEY: z.string().min(1),
  AWS_SESSION_TOKEN: z.string().min(1).optional(),
  AWS_ENDPOINT_URL_SSM: z.url().optional(),
  AWS_ENDPOINT_URL: z.url().optional(),
});

const page = z.object({
  Parameters: z.array(z.object({ Name: z.string(), Value: z.string() })),
  NextToken: z.string().nullish(),
});

/** A parameter with its whole name (`/avoir/shops/demo`) and its decrypted value. */
export type SsmParameter = Readonly<{ name: string; value: string }>;

/**
 * Reads every parameter below a path. The variables are those that Lambda puts into every environment, and the SDKs'
 * own names for another endpoint. Signed with a small library: client-ssm would add 79 kB to every handler, most of it
 * the errors of operations that nobody calls. Throws {@link SettingsUnavailableError}.
 */
export function ssmParameters(
  variables: Readonly<Record<string, string | undefined>>,
  path: string,
): () => Promise<readonly SsmParameter[]> {
  const env = environment.parse(variables);
  const endpoint = env.AWS_ENDPOINT_URL_SSM ?? env.AWS_ENDPOINT_URL ?? `https://ssm.${env.AWS_REGION}.amazonaws.com`;
  const client = new AwsClient({
    accessKeyId: env.AWS_ACCESS_KEY_ID,
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
    sessionToken: env.AWS_SESSION_TOKEN,
    region: env.AWS_REGION,
    service: 'ssm',
    retries: 2,
  });

  return async () => {
    const parameters: SsmParameter[] = [];
    let nextToken: string | undefined;
    do {
      const { Parameters: read, NextToken: next } = await readPage(nextToken);
      parameters.push(...read.map(({ Name: name, Value: value }) => ({ name, value })));
      nextToken = next ?? undefined;
    } while (nextToken !== undefined);
    return parameters;
  };

  async function readPage(nextToken: string | undefined): Promise<z.infer<typeof page>> {
    const response = await answered(
      client.fetch(new URL('/', endpoint).href, {
        method: 'POST',
        headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AmazonSSM.GetParametersByPath' },
        body: JSON.stringify({
          Path: path,
          Recursive: true,
          WithDecryption: true,
          MaxResults: 10,
          NextToken: nextToken,
        }),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMilliseconds),
      }),
    );
    const answer: unknown = await answered(response.json());
    if (!response.ok)
      throw new SettingsUnavailableError(`Parameter Store refused: ${codeIn(answer, response.status)}.`);
    const parsed = page.safeParse(answer);
    if (!parsed.success) throw new SettingsUnavailableError('Parameter Store gave an answer of another form.');
    return parsed.data;
  }
}

async function answered<Answer>(request: Promise<Answer>): Promise<Answer> {
  try {
    return await request;
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : 'unknown';
    throw new SettingsUnavailableError(`Parameter Store did not answer: ${name}.`, { cause });
  }
}

const refusal = z.object({ __type: z.string() });

function codeIn(answer: unknown, status: number): string {
  const parsed = refusal.safeParse(answer);
  return parsed.success ? (parsed.data.__type.split('#').at(-1) ?? parsed.data.__type) : `HTTP ${status}`;
}
