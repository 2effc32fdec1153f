import type * as z from 'zod';
import type { MachineParts } from './machine-parts.ts';
import { StartProblem } from './start-problem.ts';
import { problemsOf } from './template.ts';

/** A resource of the template with its properties resolved. */
export type Resource<Properties> = Readonly<{
  logicalId: string;
  /** The name that it gets when the template gives it none: the same on every start. */
  physicalName: string;
  properties: Properties;
}>;

/** What other resources may say about a resource: the value of `Ref` and of each attribute of `Fn::GetAtt`. */
export type Made = Readonly<{ ref: string; attributes?: Readonly<Record<string, string>> }>;

/** One type of resource: which properties it may have, and what it is on one machine. */
export type ResourceType = Readonly<{
  schema: z.core.$ZodType;
  /** Brings the resource into being. Throws {@link StartProblem} for a property that is not known. */
  make: (resource: Resource<unknown>, parts: MachineParts) => Promise<Made>;
}>;

/** Declares a type of resource. The schema is strict: what it does not name stops the start. */
export function resourceType<Properties>(
  schema: z.ZodType<Properties>,
  make: (resource: Resource<Properties>, parts: MachineParts) => Made | Promise<Made>,
): ResourceType {
  return {
    schema,
    async make({ properties, ...resource }, parts) {
      const parsed = schema.safeParse(properties);
      if (!parsed.success) throw new StartProblem(problemsOf(parsed.error));
      return make({ ...resource, properties: parsed.data }, parts);
    },
  };
}
