import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { routes } from '../../shared/lambda/routes.ts';
import { functionsByName } from './functions.ts';
import { reconciliation, reference, resourcesOfType } from './synthesis.ts';

const routeSchema = z.object({
  RouteKey: z.string(),
  Target: z.object({ 'Fn::Join': z.tuple([z.literal(''), z.tuple([z.literal('integrations/'), reference])]) }),
});
const integrationSchema = z.object({ IntegrationUri: reference, PayloadFormatVersion: z.string() });
const throttle = z.object({ ThrottlingRateLimit: z.number(), ThrottlingBurstLimit: z.number() });
const stageSchema = z.object({
  AccessLogSettings: z.object({
    Format: z.string().transform((format) => z.record(z.string(), z.string()).parse(JSON.parse(format))),
  }),
  AutoDeploy: z.boolean(),
  DefaultRouteSettings: throttle,
  RouteSettings: z.record(z.string(), throttle),
  StageName: z.string(),
});

describe('the HTTP API', () => {
  const integrations = resourcesOfType(reconciliation, 'AWS::ApiGatewayV2::Integration', integrationSchema);
  const [stage] = resourcesOfType(reconciliation, 'AWS::ApiGatewayV2::Stage', stageSchema);

  function functionAt(integrationId: string): string | undefined {
    const integration = integrations.find(({ logicalId }) => logicalId === integrationId);
    const functions = [...functionsByName(reconciliation)];
    return functions.find(([, { logicalId }]) => logicalId === integration?.properties.IntegrationUri)?.[0];
  }

  it('has exactly the routes of the table that says who may call them, each with its function', () => {
    const made = resourcesOfType(reconciliation, 'AWS::ApiGatewayV2::Route', routeSchema).map(({ properties }) => {
      return `${properties.RouteKey} → ${functionAt(properties.Target['Fn::Join'][1][1])}`;
    });
    const declared = routes.map(({ method, path, functionName }) => `${method} ${path} → ${functionName}`);
    expect(made.toSorted()).toEqual(declared.toSorted());
  });

  it('has one integration per function, in the payload format that the middleware reads', () => {
    expect(integrations).toHaveLength(new Set(routes.map(({ functionName }) => functionName)).size);
    expect(integrations.map(({ properties }) => properties.PayloadFormatVersion)).toEqual(
      integrations.map(() => '2.0'),
    );
  });

  it('logs which route was called and never the path, which holds what is secret or personal', () => {
    const logged = Object.values(stage?.properties.AccessLogSettings.Format ?? {});
    expect(logged.toSorted()).toEqual([
      '$context.integrationErrorMessage',
      '$context.requestId',
      '$context.requestTime',
      '$context.responseLatency',
      '$context.routeKey',
      '$context.status',
    ]);
  });

  it('throttles every route, and those that write more tightly', () => {
    const { DefaultRouteSettings, RouteSettings = {} } = stage?.properties ?? {};
    const writing = routes.filter(({ method }) => method === 'POST').map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(RouteSettings).toSorted()).toEqual(writing.toSorted());
    for (const { ThrottlingRateLimit } of Object.values(RouteSettings)) {
      expect(ThrottlingRateLimit).toBeLessThan(DefaultRouteSettings?.ThrottlingRateLimit ?? 0);
    }
  });

  it('answers at its own address: one stage, deployed with the routes', () => {
    expect(stage?.properties).toMatchObject({ StageName: '$default', AutoDeploy: true });
  });

  it('tells its functions whose tokens to trust', () => {
    const names = new Set(routes.map(({ functionName }) => functionName));
    const functions = functionsByName(reconciliation);
    for (const name of names) {
      const variables = functions.get(name)?.properties.Environment.Variables;
      expect(variables).toHaveProperty('TOKEN_ISSUER');
      expect(variables).toHaveProperty('TOKEN_AUDIENCE');
    }
  });

  it('lets people sign in by code and PKCE only, and come back to its own address', () => {
    reconciliation.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid'],
      GenerateSecret: false,
      CallbackURLs: [Match.objectLike({ 'Fn::Join': ['', Match.arrayWith(['/signed-in'])] })],
    });
  });
});
