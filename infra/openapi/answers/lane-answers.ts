import * as z from 'zod';
import type { ResumedShop } from '../../../functions/resume-lane/resume-lane.ts';
import { shopIdSchema } from '../../../shared/stores/id-schemas.ts';
import { restReasons } from '../../../shared/stores/lane-store.ts';
import { pausedShopRow } from '../../../shared/stores/paused-shop-store.ts';
import type { LaneView } from '../../../shared/views/lane-view.ts';
import { component } from './component.ts';

/** What waits for a Retail account. */
export const lane = component<LaneView>()(
  'RetailLane',
  'What waits to be written to a Retail account, and when it will be empty at the pace of its limits.',
  z.object({
    accountId: z.string(),
    waiting: z.object({ live: z.int(), backlog: z.int() }),
    oldestDueAt: z.string().optional(),
    waitingUnits: z.number().describe("What it will cost, in units of Retail's bucket."),
    secondsToEmpty: z.number(),
    bucket: z.object({ level: z.number(), size: z.number(), dripPerSecond: z.number() }),
    isWorked: z.boolean(),
    progressAt: z.string().optional(),
    faultCount: z.int(),
    restsUntil: z.string().optional(),
    restReason: z.enum(restReasons).optional(),
    stoppedShops: z.array(pausedShopRow.pick({ shopId: true, caseId: true, saleId: true, pausedAt: true })),
  }),
);

/** A shop whose stock goes on. */
export const resumedShop = component<ResumedShop>()(
  'ResumedShop',
  'A shop whose stock goes on, and the Retail account in whose lane it waits.',
  z.object({ shopId: shopIdSchema, accountId: z.string() }),
);
