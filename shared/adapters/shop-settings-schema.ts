import * as z from 'zod';
import { isShopId } from '../domain/ids.ts';
import { exponentOf } from '../domain/money.ts';
import { refundModes, type ShopSettings } from '../domain/shop-settings.ts';

const paymentMethodSchema = z.strictObject({
  ecomPaymentId: z.string().min(1),
  title: z.string().optional(),
  validFrom: z.iso.date().optional(),
  validTo: z.iso.date().optional(),
  provider: z.string().min(1),
  account: z.string().min(1),
  refundMode: z.enum(refundModes),
});

const isTimeZone = (name: string): boolean => {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    // Intl says no in this way only.
    return false;
  }
};

const idText = z.union([z.string().min(1), z.int().positive().transform(String)]);

/** What is known without a secret of the systems that a shop is connected with. */
export const connectionShapes = {
  ecom: { baseUrl: z.url(), language: z.string().min(2), signature: z.enum(['monitor', 'enforce']).default('monitor') },
  retail: { baseUrl: z.url(), accountId: idText, shopId: idText, registerId: idText, employeeId: idText },
  provider: {
    provider: z.string().min(1),
    account: z.string().min(1),
    exclusive: z.boolean().default(false),
    baseUrl: z.url().optional(),
    timeZone: z.string().refine(isTimeZone, 'Not an IANA time zone').optional(),
    dateOrder: z.enum(['day_first', 'month_first']).optional(),
    expectWithinHours: z.int().positive().optional(),
  },
};

/** The members of a shop's settings that carry no secret, with design §4's defaults: a new shop watches and observes. */
export const shopSettingsShape = {
  shopId: z.string().refine(isShopId, 'Not a shop id'),
  name: z.string().min(1),
  country: z.string().regex(/^[A-Z]{2}$/, 'Not an ISO 3166 country'),
  currency: z.string().refine((code) => exponentOf(code) !== undefined, 'Not an ISO 4217 currency'),
  timeZone: z.string().refine(isTimeZone, 'Not an IANA time zone'),
  orderPrefix: z.string(),
  inventoryMode: z.enum(['apply', 'observe']).default('observe'),
  nativeLink: z.enum(['on', 'off']),
  watchMode: z.boolean().default(true),
  refundDays: z.int().positive().default(14),
  noteGraceHours: z.int().positive().default(48),
  nameRule: z.boolean().default(false),
  autoConfirmLimitMinor: z.int().nonnegative().optional(),
  giftCardMixed: z.enum(['providers_part', 'always_cancel']).default('providers_part'),
  giftCardSkus: z.array(z.string().min(1)).optional(),
  adjustmentLimitMinor: z.int().nonnegative().optional(),
  updateInventoryDefault: z.boolean().optional(),
  paymentMethods: z.array(paymentMethodSchema).default([]),
  ecom: z.object(connectionShapes.ecom).optional(),
  retail: z.object(connectionShapes.retail).optional(),
  providers: z.array(z.object(connectionShapes.provider)).default([]),
  liveChecks: z.record(z.string(), z.object({ answer: z.string(), seen: z.string().optional() })).optional(),
};

/** Two writers for one effect: Lightspeed's own link would bring stock back, and Avoir a second time. */
const writesStockTwice = ({ inventoryMode, nativeLink }: Pick<ShopSettings, 'inventoryMode' | 'nativeLink'>): boolean =>
  inventoryMode === 'apply' && nativeLink === 'on';

/** Parses a shop's settings. `nativeLink: on` with `inventoryMode: apply` is refused: stock would come back twice. */
export const shopSettingsSchema = z.object(shopSettingsShape).refine((shop) => !writesStockTwice(shop), {
  path: ['inventoryMode'],
  message:
    "With nativeLink on, Lightspeed's own link writes refunds to Retail; inventoryMode apply would bring the same stock back a second time. Use observe, or switch the link off.",
}) satisfies z.ZodType<ShopSettings>;
