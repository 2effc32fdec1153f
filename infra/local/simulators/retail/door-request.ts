import type * as z from 'zod';
import type { RetailAccount } from './account.ts';
import { malformed, notFound } from './refusal.ts';

/** What was brought to a door, if it has the shape that is asked for; throws a refusal. */
export function parsed<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw malformed(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`);
}

/** The item with exactly this custom SKU. */
export const itemIdOf = ({ items }: RetailAccount, customSku: string): number | undefined =>
  items.withCode('customSku', [customSku]).find((item) => item.customSku === customSku)?.itemId;

/** The same; throws a refusal where there is none. */
export function knownItemId(account: RetailAccount, customSku: string): number {
  const itemId = itemIdOf(account, customSku);
  if (itemId === undefined) throw notFound(`Item ${customSku}`);
  return itemId;
}
