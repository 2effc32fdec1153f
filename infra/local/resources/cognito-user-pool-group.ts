import { onAwsOnly } from './on-aws-only.ts';

/** A role that somebody may have. */
export const cognitoUserPoolGroup = onAwsOnly(
  'cognito-idp',
  'The token of one machine carries its groups itself. test/infra/storage-stack.test.ts',
  ['GroupName', 'UserPoolId'],
);
