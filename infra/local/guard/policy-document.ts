import * as z from 'zod';

/** One action on one resource: what a policy grants, or what a call needs. */
export type Right = Readonly<{ action: string; resource: string }>;

const oneOrMany = z.union([z.string().transform((one) => [one]), z.array(z.string()).min(1)]);

/**
 * A policy as our stacks write it. Strict: a condition or a denial that was read past would grant here what AWS refuses.
 */
export const policyDocumentSchema = z
  .strictObject({
    Version: z.literal('2012-10-17'),
    Statement: z
      .array(
        z.strictObject({
          Sid: z.string().optional(),
          Effect: z.literal('Allow'),
          Action: oneOrMany,
          Resource: oneOrMany,
        }),
      )
      .min(1),
  })
  .transform(({ Statement: statements }) =>
    statements.flatMap(({ Action: actions, Resource: resources }) =>
      actions.flatMap((action) => resources.map((resource): Right => ({ action, resource }))),
    ),
  );

/** Whether a granted right covers a wanted one. `*` stands for any text, `?` for any one character, as in IAM. */
export const covers = (granted: Right, wanted: Right): boolean =>
  fits(granted.action, wanted.action) && fits(granted.resource, wanted.resource);

function fits(pattern: string, text: string): boolean {
  if (pattern === text) return true;
  if (!/[*?]/.test(pattern)) return false;
  const source = pattern
    .replaceAll(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}
