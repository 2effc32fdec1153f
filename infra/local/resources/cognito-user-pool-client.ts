import * as z from 'zod';
import { elsewhere } from '../elsewhere.ts';
import { resourceType } from '../resource-type.ts';

const nobodySignsIn = elsewhere(
  'Nobody signs in on one machine: whoever started it holds its token. test/infra/storage-stack.test.ts',
);

const properties = z.strictObject({
  UserPoolId: z.string(),
  AccessTokenValidity: nobodySignsIn,
  AllowedOAuthFlowsUserPoolClient: nobodySignsIn,
  ExplicitAuthFlows: nobodySignsIn,
  IdTokenValidity: nobodySignsIn,
  PreventUserExistenceErrors: nobodySignsIn,
  RefreshTokenValidity: nobodySignsIn,
  SupportedIdentityProviders: nobodySignsIn,
  TokenValidityUnits: nobodySignsIn,
});

/** The program that tokens are made for: its id is the audience of the tokens that the machine signs. */
export const cognitoUserPoolClient = resourceType(properties, ({ physicalName }, { audiences }) => {
  audiences.push(physicalName);
  return { ref: physicalName, attributes: { ClientId: physicalName } };
});
