import * as z from 'zod';
import { arnOf } from '../account.ts';
import { elsewhere } from '../elsewhere.ts';
import { policyDocumentSchema } from '../guard/policy-document.ts';
import { resourceType } from '../resource-type.ts';

const properties = z.strictObject({
  AssumeRolePolicyDocument: elsewhere('Who takes a role is said where the role is named. test/infra/rights.test.ts'),
  Description: z.string().optional(),
  Policies: z.array(z.strictObject({ PolicyName: z.string(), PolicyDocument: policyDocumentSchema })).default([]),
});

/** The role of a function or of a schedule: what it may do is asked at every call. */
export const iamRole = resourceType(properties, ({ physicalName, properties: { Policies: policies } }, { roles }) => {
  for (const { PolicyDocument: rights } of policies) roles.grant(physicalName, rights);
  return { ref: physicalName, attributes: { Arn: arnOf('iam', `role/${physicalName}`) } };
});

/** The name of a role, by which policies mean it; its ARN is how functions and schedules do. */
export const roleNameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
