import { onAwsOnly } from './on-aws-only.ts';

/** Who may invoke a function. */
export const lambdaPermission = onAwsOnly(
  'lambda',
  'Only this process invokes functions. test/infra/reconciliation-stack.test.ts',
  ['Action', 'FunctionName', 'Principal', 'SourceArn'],
);
