import * as z from 'zod';
import { resourceType } from '../resource-type.ts';

const properties = z.strictObject({
  Name: z.string(),
  Description: z.string().optional(),
  ProtocolType: z.literal('HTTP'),
});

/** The one HTTP API; the machine's front answers for it. */
export const apiGatewayApi = resourceType(properties, ({ physicalName }, { issuerUrl }) => ({
  ref: physicalName,
  attributes: { ApiEndpoint: new URL(issuerUrl).origin },
}));
