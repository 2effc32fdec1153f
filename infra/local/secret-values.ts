import * as z from 'zod';

/** Names and values of what Secrets Manager holds. */
export type SecretValues = ReadonlyMap<string, string>;

/** A request that Secrets Manager refuses, with the exception that it would answer. */
export class SecretRequestError extends Error {
  override readonly name = 'SecretRequestError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

// Strict: stages and versions are not understood here.
const requestSchema = z.strictObject({ SecretId: z.string().min(1) });

/** Answers `GetSecretValue` by name. Throws {@link SecretRequestError}. */
export function secretValue(request: unknown, secrets: SecretValues): unknown {
  const parsed = requestSchema.safeParse(request);
  if (!parsed.success) throw new SecretRequestError('ValidationException', z.prettifyError(parsed.error));
  const { SecretId: name } = parsed.data;
  const value = secrets.get(name);
  if (value === undefined)
    throw new SecretRequestError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  return { Name: name, SecretString: value };
}
