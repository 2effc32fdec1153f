import { onAwsOnly } from './on-aws-only.ts';

/** Where the pages are on which people sign in; on one machine its own issuer has them. */
export const cognitoUserPoolDomain = onAwsOnly(
  'cognito-idp',
  'On one machine people sign in at its own issuer. test/infra/storage-stack.test.ts',
  ['Domain', 'UserPoolId'],
);
