import * as z from 'zod';

const reasons = z.registry<{ elsewhere: string }>();

/** A property that means something on AWS only: any value will do. Says why one machine does without, and which test looks at it. */
export function elsewhere(reason: string): z.ZodOptional<z.ZodUnknown> {
  return z.unknown().optional().register(reasons, { elsewhere: reason });
}

/** One property of a template that one machine does without. */
export type Elsewhere = Readonly<{ path: string; reason: string }>;

/** Which properties of `value` its schema declares elsewhere, with their paths. */
export function declaredElsewhere(schema: z.core.$ZodType, value: unknown, path: string): readonly Elsewhere[] {
  if (value === undefined) return [];
  const reason = reasons.get(schema)?.elsewhere;
  if (reason !== undefined) return [{ path, reason }];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return declaredElsewhere(schema.def.innerType, value, path);
  }
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.flatMap((item, index) => declaredElsewhere(schema.element, item, `${path}.${index}`));
  }
  const members = z.record(z.string(), z.unknown()).safeParse(value);
  if (!(schema instanceof z.ZodObject) || !members.success) return [];
  return Object.entries(schema.shape).flatMap(([name, member]) =>
    declaredElsewhere(member, members.data[name], `${path}.${name}`),
  );
}
