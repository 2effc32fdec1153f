import { onAwsOnly } from './on-aws-only.ts';

/** What a role may do. */
export const iamPolicy = onAwsOnly('iam', 'The emulators ask nobody for rights. test/infra/rights.test.ts', [
  'PolicyDocument',
  'PolicyName',
  'Roles',
]);
