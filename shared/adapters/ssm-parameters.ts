import * as z from 'zod';
import { SettingsUnavailableError } from '../ports/settings.ts';
import { SignedCallError, signedJsonCall } from './signed-json-call.ts';

const page = z.object({
  Parameters: z.array(z.object({ Name: z.string(), Value: z.string() })),
  NextToken: z.string().nullish(),
});

/** A parameter with its whole name (`/avoir/shops/demo`) and its decrypted value. */
export type SsmParameter = Readonly<{ name: string; value: string }>;

/** Reads every parameter below a path. Throws {@link SettingsUnavailableError}. */
export function ssmParameters(
  variables: Readonly<Record<string, string | undefined>>,
  path: string,
): () => Promise<readonly SsmParameter[]> {
  const call = signedJsonCall(variables, { signingName: 'ssm', endpointName: 'SSM', title: 'Parameter Store' });

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
    const question = { Path: path, Recursive: true, WithDecryption: true, MaxResults: 10, NextToken: nextToken };
    const answer = await call('AmazonSSM.GetParametersByPath', question).catch((error: unknown) => {
      if (error instanceof SignedCallError) throw new SettingsUnavailableError(error.message, { cause: error });
      throw error;
    });
    const parsed = page.safeParse(answer);
    if (!parsed.success) throw new SettingsUnavailableError('Parameter Store gave an answer of another form.');
    return parsed.data;
  }
}
