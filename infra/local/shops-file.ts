import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { secretShapes, shopSecretsSchema } from '../../shared/adapters/shop-secrets-schema.ts';
import { connectionShapes, shopSettingsSchema, shopSettingsShape } from '../../shared/adapters/shop-settings-schema.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import { portalPath } from './simulators/providers/provider-simulator.ts';
import { accountPath } from './simulators/providers/provider-state.ts';
import { StartProblem } from './start-problem.ts';

/** The settings that the machine takes when `AVOIR_SHOPS_FILE` names no other file. */
/** The settings that a machine starts with when it is given none. */
export const defaultShopsFile = fileURLToPath(new URL('shops.json', import.meta.url));

/** One shop of the file: what everybody may know of it, and its secrets as the text that Secrets Manager would hold. */
export type ShopOfFile = Readonly<{ settings: ShopSettings; secretText: string }>;

/** The word that stands in the file for the address of a simulator which the machine starts. */
export const simulatorWord = 'simulator';

/** Address of each simulator of a machine, by what it stands in for: `ecom`, `retail` or `providers`. */
export type SimulatorAddresses = ReadonlyMap<string, string>;

// Strict, so that a misspelt field is not taken for one that was left out.
const fileSchema = z.strictObject({
  shops: z
    .array(
      z.strictObject({
        ...shopSettingsShape,
        ecom: z.strictObject({ ...connectionShapes.ecom, ...secretShapes.ecom }).optional(),
        retail: z.strictObject({ ...connectionShapes.retail, ...secretShapes.retail }).optional(),
        providers: z.array(z.strictObject({ ...connectionShapes.provider, ...secretShapes.provider })).optional(),
        digest: z.strictObject({ ...connectionShapes.digest, ...secretShapes.digest }).optional(),
      }),
    )
    .min(1, 'At least one shop is needed')
    .refine((shops) => new Set(shops.map(({ shopId }) => shopId)).size === shops.length, 'A shopId occurs twice'),
});

/**
 * Reads the shops of a settings file (design §7), with the addresses of simulators put in where the file says
 * `simulator`. Throws {@link StartProblem} for a file that is missing, no JSON or against the rules; the line names the
 * fields and repeats no value.
 */
export async function readShopsFile(
  path: string = defaultShopsFile,
  simulators: SimulatorAddresses = new Map(),
): Promise<readonly ShopOfFile[]> {
  const refuse = (what: string, cause: unknown): StartProblem =>
    new StartProblem(`The shop settings in ${path} ${what}`, { cause });
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw refuse(`cannot be read: ${codeOf(cause)}.`, cause);
  });
  const file = fileSchema.safeParse(withAddresses(jsonOf(text, refuse), simulators));
  if (!file.success) throw refuse(`are not valid: ${inOneLine(file.error)}`, undefined);
  return file.data.shops.map((shop) => {
    const settings = shopSettingsSchema.safeParse(shop);
    if (!settings.success) throw refuse(`are not valid: shop ${shop.shopId}: ${inOneLine(settings.error)}`, undefined);
    const secrets = shopSecretsSchema.safeParse(shop);
    if (!secrets.success) throw refuse(`are not valid: shop ${shop.shopId}: ${inOneLine(secrets.error)}`, undefined);
    const { ecom, retail, providers, digest } = shop;
    return { settings: settings.data, secretText: JSON.stringify({ ecom, retail, providers, digest }) };
  });
}

const addressed = z.looseObject({ baseUrl: z.unknown(), tokenUrl: z.unknown() }).partial();
const account = z.looseObject({ provider: z.string(), account: z.string() });
const connected = z.looseObject({
  ecom: addressed.optional(),
  retail: addressed.optional(),
  shopId: z.string(),
  providers: z.array(account).optional(),
});

/** Puts the addresses of simulators in. What has another shape is left as it is, for the schema to refuse. */
function withAddresses(file: unknown, simulators: SimulatorAddresses): unknown {
  const parsed = z.looseObject({ shops: z.array(connected) }).safeParse(file);
  if (!parsed.success) return file;
  const placed = (connection: z.infer<typeof addressed> | undefined, name: string) => {
    const address = simulators.get(name);
    if (connection === undefined || address === undefined) return connection;
    const { baseUrl, tokenUrl } = connection;
    return {
      ...connection,
      ...(baseUrl === simulatorWord && { baseUrl: address }),
      ...(tokenUrl === simulatorWord && { tokenUrl: `${address}/auth/oauth/token` }),
    };
  };
  const atProvider = (shopId: string, given: z.infer<typeof account>) => {
    const address = simulators.get('providers');
    if (address === undefined) return given;
    const own = `${address}${accountPath({ ...given, shopId })}`;
    const { baseUrl, portalUrl } = given;
    return {
      ...given,
      ...(baseUrl === simulatorWord && { baseUrl: own }),
      ...(portalUrl === simulatorWord && { portalUrl: `${own}${portalPath}` }),
    };
  };
  const shops = parsed.data.shops.map(({ ecom, retail, providers, ...shop }) => ({
    ...shop,
    ...(ecom && { ecom: placed(ecom, 'ecom') }),
    ...(retail && { retail: placed(retail, 'retail') }),
    ...(providers && { providers: providers.map((each) => atProvider(shop.shopId, each)) }),
  }));
  return { ...parsed.data, shops };
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
