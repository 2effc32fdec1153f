import * as z from 'zod';
import { found } from '../machine-parts.ts';
import { resourceType } from '../resource-type.ts';

const properties = z.strictObject({
  ApiId: z.string(),
  // Every function checks the token itself, here as on AWS.
  AuthorizationType: z.literal('NONE'),
  RouteKey: z.string().regex(/^[A-Z]+ \/\S*$/, 'A method and a path are needed'),
  Target: z.string().startsWith('integrations/'),
});

/** A method and path of the API, and the function that answers. */
export const apiGatewayRoute = resourceType(
  properties,
  ({ physicalName, properties: { RouteKey: routeKey, Target: target } }, { integrations, routes }) => {
    routes.set(routeKey, found(integrations, target.slice('integrations/'.length), 'integration'));
    return { ref: physicalName };
  },
);
