import * as z from 'zod';
import { arnOf } from '../account.ts';
import { elsewhere } from '../elsewhere.ts';
import { resourceType } from '../resource-type.ts';

const nobodySignsIn = elsewhere(
  'Nobody signs in on one machine: whoever started it holds its token. test/infra/storage-stack.test.ts',
);

const properties = z.strictObject({
  AccountRecoverySetting: nobodySignsIn,
  AdminCreateUserConfig: nobodySignsIn,
  AutoVerifiedAttributes: nobodySignsIn,
  DeletionProtection: nobodySignsIn,
  EmailVerificationMessage: nobodySignsIn,
  EmailVerificationSubject: nobodySignsIn,
  EnabledMfas: nobodySignsIn,
  MfaConfiguration: nobodySignsIn,
  Policies: nobodySignsIn,
  SmsVerificationMessage: nobodySignsIn,
  UsernameAttributes: nobodySignsIn,
  VerificationMessageTemplate: nobodySignsIn,
});

/** Who may sign in. The machine's own issuer stands in for it, so that functions check the same kind of token. */
export const cognitoUserPool = resourceType(properties, ({ physicalName }, { issuerUrl }) => ({
  ref: physicalName,
  attributes: {
    Arn: arnOf('cognito-idp', `userpool/${physicalName}`),
    ProviderURL: issuerUrl,
    UserPoolId: physicalName,
  },
}));
