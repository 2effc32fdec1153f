import * as z from 'zod';
import { found } from '../machine-parts.ts';
import { resourceType } from '../resource-type.ts';

const properties = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
});

/** A function behind routes. */
export const apiGatewayIntegration = resourceType(
  properties,
  ({ physicalName, properties: { IntegrationUri: functionArn } }, { functions, integrations }) => {
    integrations.set(physicalName, found(functions, functionArn, 'function').arn);
    return { ref: physicalName };
  },
);
