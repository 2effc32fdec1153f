import * as z from 'zod';

/** The function was started without a setting that it needs, or with one it cannot use; the message names the variables. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/** Reads the environment once, at cold start: a missing variable stops the function at once, with its name and never its value. */
export function readEnvironment<Shape extends z.ZodRawShape>(shape: Shape): z.infer<z.ZodObject<Shape>> {
  const parsed = z.object(shape).safeParse(process.env);
  if (parsed.success) return parsed.data;
  const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
  throw new EnvironmentError(`Missing or unusable environment variables: ${[...names].join(', ')}.`);
}

/** A variable that must be there. */
export const required = z.string().min(1);
