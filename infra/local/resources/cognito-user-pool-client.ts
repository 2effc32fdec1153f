import * as z from 'zod';
import { elsewhere } from '../elsewhere.ts';
import { resourceType } from '../resource-type.ts';

const onIssuer = elsewhere(
  'On one machine people sign in at its own issuer, with the token of whoever started it. test/infra/operator-api.test.ts',
);

const properties = z.strictObject({
  UserPoolId: z.string(),
  AccessTokenValidity: onIssuer,
  AllowedOAuthFlows: onIssuer,
  AllowedOAuthFlowsUserPoolClient: onIssuer,
  AllowedOAuthScopes: onIssuer,
  CallbackURLs: onIssuer,
  GenerateSecret: onIssuer,
  LogoutURLs: onIssuer,
  ExplicitAuthFlows: onIssuer,
  IdTokenValidity: onIssuer,
  PreventUserExistenceErrors: onIssuer,
  RefreshTokenValidity: onIssuer,
  SupportedIdentityProviders: onIssuer,
  TokenValidityUnits: onIssuer,
});

/** The program that tokens are made for: its id is the audience of the tokens that the machine signs. */
export const cognitoUserPoolClient = resourceType(properties, ({ physicalName }, { audiences }) => {
  audiences.push(physicalName);
  return { ref: physicalName, attributes: { ClientId: physicalName } };
});
