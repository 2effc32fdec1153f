import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { shopSettingsSchema, shopSettingsShape } from '../../shared/adapters/shop-settings-schema.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import { StartProblem } from './start-problem.ts';

/** The settings that the machine takes when `AVOIR_SHOPS_FILE` names no other file. */
const defaultShopsFile = fileURLToPath(new URL('shops.json', import.meta.url));

// Logins and keys of other systems: each client of theirs checks what it needs.
const connection = z.record(z.string(), z.unknown());

// Strict, so that a misspelt field is not taken for one that was left out.
const fileSchema = z.strictObject({
  shops: z
    .array(
      z.strictObject({
        ...shopSettingsShape,
        noteGraceHours: z.int().positive().optional(),
        nameRule: z.boolean().optional(),
        autoConfirmLimitMinor: z.int().nonnegative().optional(),
        ecom: connection.optional(),
        retail: connection.optional(),
        providers: z.array(connection).optional(),
      }),
    )
    .min(1, 'At least one shop is needed')
    .refine((shops) => new Set(shops.map(({ shopId }) => shopId)).size === shops.length, 'A shopId occurs twice'),
});

/**
 * Reads the shops of a settings file (design §7). What it says of eCom, Retail and the providers holds secrets and is
 * left out. Throws {@link StartProblem} for a file that is missing, no JSON or against the rules; the line names the
 * fields and repeats no value.
 */
export async function readShopsFile(path: string = defaultShopsFile): Promise<readonly ShopSettings[]> {
  const refuse = (what: string, cause: unknown): StartProblem =>
    new StartProblem(`The shop settings in ${path} ${what}`, { cause });
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw refuse(`cannot be read: ${codeOf(cause)}.`, cause);
  });
  const file = fileSchema.safeParse(jsonOf(text, refuse));
  if (!file.success) throw refuse(`are not valid: ${inOneLine(file.error)}`, undefined);
  return file.data.shops.map((shop) => {
    const settings = shopSettingsSchema.safeParse(shop);
    if (!settings.success) throw refuse(`are not valid: shop ${shop.shopId}: ${inOneLine(settings.error)}`, undefined);
    return settings.data;
  });
}

function jsonOf(text: string, refuse: (what: string, cause: unknown) => StartProblem): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The message may quote the text, which may be a key: only the place is taken from it, and no cause is kept.
    const place = /line \d+ column \d+/.exec(error instanceof Error ? error.message : '')?.[0];
    throw refuse(`are not JSON${place === undefined ? '' : ` (${place})`}.`, undefined);
  }
}

function inOneLine({ issues }: z.ZodError): string {
  const [first, ...others] = issues.map(({ path, message }) => `${path.join('.') || 'the whole file'}: ${message}`);
  return others.length === 0 ? `${first}.` : `${first} (and ${others.length} more).`;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);
