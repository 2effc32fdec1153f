import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { type Resource, reference, resourcesOfType } from './synthesis.ts';

const functionSchema = z.object({
  Architectures: z.array(z.string()),
  Environment: z.object({ Variables: z.looseObject({ POWERTOOLS_SERVICE_NAME: z.string() }) }),
  LoggingConfig: z.object({ LogGroup: reference }),
  RecursiveLoop: z.string().optional(),
  Role: reference,
  Runtime: z.string(),
  Timeout: z.number(),
});

const oneOrMany = z.union([z.string().transform((action) => [action]), z.array(z.string())]);
const policySchema = z.object({
  PolicyDocument: z.object({
    Statement: z.array(z.object({ Effect: z.string(), Action: oneOrMany, Resource: z.unknown() })),
  }),
  Roles: z.array(reference),
});

/** A function as the template declares it. */
export type DeclaredFunction = Resource<z.infer<typeof functionSchema>>;

/** One statement of a policy. */
export type Statement = z.infer<typeof policySchema>['PolicyDocument']['Statement'][number];

/** All functions, by the name of their folder. */
export const functionsByName = (template: Template): ReadonlyMap<string, DeclaredFunction> =>
  new Map(
    resourcesOfType(template, 'AWS::Lambda::Function', functionSchema).map((declared) => {
      return [declared.properties.Environment.Variables.POWERTOOLS_SERVICE_NAME, declared];
    }),
  );

/** What the role of a logical id may do. */
export const statementsOf = (template: Template, role: string): readonly Statement[] =>
  resourcesOfType(template, 'AWS::IAM::Policy', policySchema)
    .filter(({ properties }) => properties.Roles.includes(role))
    .flatMap(({ properties }) => properties.PolicyDocument.Statement);
