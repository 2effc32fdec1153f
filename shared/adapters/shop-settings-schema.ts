import * as z from 'zod';
import { dangersOf, defaultModeOf, whyModeIsNeeded } from '../domain/dangerous-settings.ts';
import { isShopId } from '../domain/ids.ts';
import { exponentOf } from '../domain/money.ts';
import { refundModes, type ShopSettings } from '../domain/shop-settings.ts';

const paymentMethodSchema = z
  .strictObject({
    ecomPaymentId: z.string().min(1),
    title: z.string().optional(),
    validFrom: z.iso.date().optional(),
    validTo: z.iso.date().optional(),
    provider: z.string().min(1),
    account: z.string().min(1),
    refundMode: z.enum(refundModes).optional(),
  })
  .transform((method, context) => {
    const { provider, refundMode = defaultModeOf(provider) } = method;
    if (refundMode !== undefined) return { ...method, refundMode };
    const message = whyModeIsNeeded(provider);
    context.issues.push({ code: 'custom', input: method, path: ['refundMode'], message });
    return z.NEVER;
  });

const isTimeZone = (name: string): boolean => {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    // Intl says no in this way only.
    return false;
  }
};

const isSafeAddress = (url: string): boolean => {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || hostname === 'localhost' || hostname === '127.0.0.1';
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
    portalUrl: z.url().optional(),
    timeZone: z.string().refine(isTimeZone, 'Not an IANA time zone').optional(),
    dateOrder: z.enum(['day_first', 'month_first']).optional(),
    expectWithinHours: z.int().positive().optional(),
  },
  digest: {
    at: z
      .string()
      .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'Not a time (07:00)')
      .default('07:00'),
    language: z.enum(['en', 'fr']).default('en'),
    // What a shop has to do is told to nobody in the clear; on one machine a listener may stand beside it.
    webhookUrl: z.url().refine(isSafeAddress, 'Must be https').optional(),
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
  noteGraceHours: z.int().nonnegative().default(48),
  nameRule: z.boolean().default(false),
  autoConfirmLimitMinor: z.int().nonnegative().optional(),
  giftCardMixed: z.enum(['providers_part', 'always_cancel']).default('providers_part'),
  giftCardSkus: z.array(z.string().min(1)).optional(),
  adjustmentLimitMinor: z.int().nonnegative().optional(),
  writeOffLimitMinor: z.int().nonnegative().optional(),
  updateInventoryDefault: z.boolean().optional(),
  paymentMethods: z.array(paymentMethodSchema).default([]),
  ecom: z.object(connectionShapes.ecom).optional(),
  retail: z.object(connectionShapes.retail).optional(),
  providers: z.array(z.object(connectionShapes.provider)).default([]),
  digest: z.object(connectionShapes.digest).optional(),
  liveChecks: z.record(z.string(), z.object({ answer: z.string(), seen: z.string().optional() })).optional(),
};

/** Parses a shop's settings. Those that would lose money or stock are refused, each with the sentence why. */
export const shopSettingsSchema = z.object(shopSettingsShape).superRefine((shop, context) => {
  for (const { path, why } of dangersOf(shop)) context.addIssue({ code: 'custom', path: [...path], message: why });
}) satisfies z.ZodType<ShopSettings>;
