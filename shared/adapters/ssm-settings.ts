import type { ShopSettings } from '../domain/shop-settings.ts';
import { type Settings, SettingsUnavailableError } from '../ports/settings.ts';
import { shopSettingsSchema } from './shop-settings-schema.ts';
import type { SsmParameter } from './ssm-parameters.ts';

const keptMilliseconds = 60_000;

type ReadShop = Readonly<{ shopId: string; settings: ShopSettings } | { shopId: string; problem: string }>;

/**
 * Settings of the shops, one parameter `<path>/<shopId>` each, its value the shop's JSON. What was read is kept for
 * 60 seconds and not a moment longer: when it cannot be read again then, nothing is decided by old settings. One shop's
 * mistake does not stop the others, only what asks for all of them. `nowMilliseconds` is there for tests.
 */
export function ssmSettings(
  readParameters: () => Promise<readonly SsmParameter[]>,
  nowMilliseconds: () => number = Date.now,
): Settings {
  let copy: Readonly<{ shops: readonly ReadShop[]; readAt: number }> | undefined;
  let reading: Promise<readonly ReadShop[]> | undefined;

  async function current(): Promise<readonly ReadShop[]> {
    if (copy && nowMilliseconds() - copy.readAt < keptMilliseconds) return copy.shops;
    // Calls that come while it is being read wait for the same answer.
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  async function read(): Promise<readonly ReadShop[]> {
    // Counted from before the question: the answer may be as old as that.
    const readAt = nowMilliseconds();
    const shops = (await readParameters()).map(shopIn);
    copy = { shops, readAt };
    return shops;
  }

  return {
    async shop(shopId) {
      const found = (await current()).find((shop) => shop.shopId === shopId);
      return found && settingsOf(found);
    },
    async shops() {
      return (await current()).map(settingsOf);
    },
  };
}

function settingsOf(shop: ReadShop): ShopSettings {
  if ('problem' in shop)
    throw new SettingsUnavailableError(`The settings of shop ${shop.shopId} are not valid: ${shop.problem}.`);
  return shop.settings;
}

function shopIn({ name, value }: SsmParameter): ReadShop {
  const shopId = name.slice(name.lastIndexOf('/') + 1);
  const parsed = shopSettingsSchema.safeParse(jsonOf(value));
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path, code }) => `${path.join('.') || 'the whole value'} (${code})`);
    return { shopId, problem: fields.join(', ') };
  }
  const settings = parsed.data;
  return settings.shopId === shopId
    ? { shopId, settings }
    : { shopId, problem: 'shopId differs from the name of the parameter' };
}

function jsonOf(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    // No JSON: the schema then refuses the whole value, and the text itself, which may hold anything, is not repeated.
    return undefined;
  }
}
