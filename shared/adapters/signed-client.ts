import { AwsClient } from 'aws4fetch';
import * as z from 'zod';

const environment = z.object({
  AWS_REGION: z.string().min(1),
  AWS_ACCESS_KEY_ID: z.string().min(1),
  AWS_SECRET_ACCESS_KEY: z.string().min(1),
  AWS_SESSION_TOKEN: z.string().min(1).optional(),
  AWS_ENDPOINT_URL: z.url().optional(),
});

/** The service as requests are signed for it, and its name in `AWS_ENDPOINT_URL_<NAME>`. */
export type SignedService = Readonly<{ signingName: string; endpointName: string }>;

/**
 * What signs requests to a service of AWS, and where it is. The variables are those that Lambda puts into every environment,
 * and the SDKs' own names for another endpoint.
 */
export function signedClient(
  variables: Readonly<Record<string, string | undefined>>,
  { signingName, endpointName }: SignedService,
): Readonly<{ client: AwsClient; endpoint: string }> {
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
  return { client, endpoint: new URL('/', endpoint).href };
}
