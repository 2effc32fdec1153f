import * as z from 'zod';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';

/** Names and values of what Parameter Store holds. */
export type Parameters = ReadonlyMap<string, string>;

/** A request that Parameter Store refuses, with the exception that it would answer. */
export class ParameterRequestError extends Error {
  override readonly name = 'ParameterRequestError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

// Strict: filters are not understood here, and what is not understood must not look like an empty answer.
const requestSchema = z.strictObject({
  Path: z.string().startsWith('/'),
  Recursive: z.boolean().default(false),
  WithDecryption: z.boolean().default(false),
  MaxResults: z.int().min(1).max(10).default(10),
  NextToken: z
    .string()
    .regex(/^[1-9]\d*$/)
    .optional(),
});

/** The settings of shops as parameters `<path>/<shopId>`, the form in which `ssm-settings.ts` reads them. */
export const shopParameters = (path: string, shops: readonly ShopSettings[]): Parameters =>
  new Map(shops.map((shop) => [`${path}/${shop.shopId}`, JSON.stringify(shop)]));

/** Answers `GetParametersByPath`, page by page as AWS does. Throws {@link ParameterRequestError}. */
export function parametersByPath(request: unknown, parameters: Parameters): unknown {
  const parsed = requestSchema.safeParse(request);
  if (!parsed.success) throw new ParameterRequestError('ValidationException', z.prettifyError(parsed.error));
  const { Path: path, Recursive: isRecursive, MaxResults: mostResults, NextToken: token } = parsed.data;
  const folder = path.endsWith('/') ? path : `${path}/`;
  const found = [...parameters]
    .filter(([name]) => name.startsWith(folder) && (isRecursive || !name.slice(folder.length).includes('/')))
    .map(([Name, Value]) => ({ Name, Value, Type: 'String', Version: 1, DataType: 'text' }));
  const start = Number(token ?? 0);
  if (start > found.length) throw new ParameterRequestError('InvalidNextToken', 'The specified token is not valid.');
  const end = start + mostResults;
  return { Parameters: found.slice(start, end), ...(end < found.length && { NextToken: String(end) }) };
}
