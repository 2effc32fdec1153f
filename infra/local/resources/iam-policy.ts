import * as z from 'zod';
import { policyDocumentSchema } from '../guard/policy-document.ts';
import { resourceType } from '../resource-type.ts';

const properties = z.strictObject({
  PolicyDocument: policyDocumentSchema,
  PolicyName: z.string(),
  Roles: z.array(z.string()).min(1),
});

/** What roles may do. */
export const iamPolicy = resourceType(
  properties,
  ({ physicalName, properties: { PolicyDocument: rights, Roles: roleNames } }, { roles }) => {
    for (const roleName of roleNames) roles.grant(roleName, rights);
    return { ref: physicalName };
  },
);
