import * as z from 'zod';
import type { MadeCreditNote } from '../../../functions/make-credit-note/credit-note-maker.ts';
import { type BackfillView, backfillStates } from '../../../functions/prepare-shop/backfill.ts';
import type { RegisteredWebhooks } from '../../../functions/prepare-shop/prepare-shop.ts';
import type { shopView } from '../../../functions/read-records/read-records.ts';
import type { RepublishedSlice } from '../../../functions/republish-events/republish-endpoint.ts';
import { examinedThings, findingStates, type ShopFinding } from '../../../shared/domain/shop-finding.ts';
import { heardGroups } from '../../../shared/ecom/webhook-registration.ts';
import { component } from './component.ts';

/** That a function answers. */
export const health = component<Readonly<{ status: 'ok' }>>()(
  'Health',
  'The API answers.',
  z.object({ status: z.literal('ok') }),
);

/** A shop as a list shows it. */
export const shop = component<ReturnType<typeof shopView>>()(
  'Shop',
  'A shop of the caller.',
  z.object({
    shopId: z.string(),
    name: z.string(),
    country: z.string(),
    currency: z.string(),
    inventoryMode: z.enum(['apply', 'observe']),
    nativeLink: z.enum(['on', 'off']),
    watchMode: z.boolean(),
  }),
);

/** How something stands with a shop's connections. */
export const finding = component<ShopFinding>()(
  'Finding',
  "How something stands with a shop's connections.",
  z.object({
    thing: z.enum(examinedThings),
    state: z.enum(findingStates),
    says: z.string(),
    about: z.array(z.string()).optional().describe('Ids and numbers to act on.'),
  }),
);

/** Of what Avoir hears in eCom. */
export const webhooks = component<RegisteredWebhooks>()(
  'Webhooks',
  'Of which groups of eCom Avoir hears now, and of which it does not.',
  z.object({ heard: z.array(z.enum(heardGroups)), missing: z.array(z.enum(heardGroups)) }),
);

/** How the bringing in of history stands. */
export const backfill = component<BackfillView>()(
  'Backfill',
  'How the bringing in of history stands.',
  z.object({
    since: z.string(),
    state: z.enum(backfillStates),
    sentCount: z.int().describe('Orders that were sent to be read.'),
  }),
);

/** What became of one slice of events. */
export const republished = component<RepublishedSlice>()(
  'RepublishedSlice',
  'What became of one slice of events, and the cursor to go on with.',
  z.object({
    publishedCount: z.int(),
    refusedCodes: z.array(z.string()).describe('Of events that the bus did not take.'),
    next: z.string().nullable(),
  }),
);

/** How the making of a credit note stands. */
export const madeCreditNote = component<MadeCreditNote>()(
  'MadeCreditNote',
  'How the making of a credit note in eCom stands; in doubt, the same request asked again looks and never sends twice.',
  z.discriminatedUnion('state', [
    z.object({ state: z.literal('made'), creditNoteId: z.string() }),
    z.object({ state: z.enum(['in_doubt', 'not_made']) }),
    z.object({
      state: z.literal('unclear'),
      creditNoteIds: z.array(z.string()).describe('Of those that could be it.'),
    }),
  ]),
);
