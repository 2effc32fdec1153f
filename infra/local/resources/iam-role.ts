import { onAwsOnly } from './on-aws-only.ts';

/** The role of a function or of a schedule. */
export const iamRole = onAwsOnly('iam', 'The emulators ask nobody for rights. test/infra/rights.test.ts', [
  'AssumeRolePolicyDocument',
  'Description',
  'Policies',
]);
