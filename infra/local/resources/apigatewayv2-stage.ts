import * as z from 'zod';
import { elsewhere } from '../elsewhere.ts';
import { resourceType } from '../resource-type.ts';

const apiTest = 'test/infra/operator-api.test.ts';

const properties = z.strictObject({
  ApiId: z.string(),
  // Any other stage would put its name in front of every path.
  StageName: z.literal('$default'),
  AutoDeploy: z.literal(true),
  AccessLogSettings: elsewhere(`The functions log each request themselves. ${apiTest}`),
  DefaultRouteSettings: elsewhere(`Throttles keep strangers from running up a bill; here are none. ${apiTest}`),
  RouteSettings: elsewhere(`Throttles keep strangers from running up a bill; here are none. ${apiTest}`),
});

/** The one stage, which adds nothing to a path. */
export const apiGatewayStage = resourceType(properties, ({ properties: { StageName: name } }) => ({ ref: name }));
