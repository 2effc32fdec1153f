import * as z from 'zod';
import type { ShopId } from '../../shared/domain/ids.ts';
import { endpoint, ignored } from '../../shared/lambda/http.ts';
import { knownCaller } from '../../shared/lambda/known-caller.ts';
import { knownShop } from '../../shared/lambda/known-shop.ts';
import { ProblemError } from '../../shared/lambda/problem.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Table } from '../../shared/ports/table.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';
import { wakeLane } from '../../shared/stores/lane-message.ts';
import { resumeShop } from '../../shared/stores/paused-shop-store.ts';

/** What resuming a shop needs. */
export type ResumeLaneDependencies = Readonly<{ table: Table; settings: Settings; laneQueue: Queue; clock: Clock }>;

/** A shop whose stock goes on, and the Retail account in whose lane it waits. */
export type ResumedShop = Readonly<{ shopId: ShopId; accountId: string }>;

/**
 * `POST /shops/{shopId}/retail-lane/resume`: a person has seen to it that nobody else writes the shop's stock, and Avoir
 * goes on with what waits. Asked again it wakes the lane once more, which changes nothing.
 */
export const resumeEndpoint = ({ table, settings, laneQueue, clock }: ResumeLaneDependencies) =>
  endpoint(
    { path: z.object({ shopId: shopIdSchema }), query: ignored, body: ignored },
    async ({ path: { shopId }, caller }) => {
      const { retail } = await knownShop(settings, shopId);
      if (retail === undefined) {
        throw new ProblemError(404, 'retail_not_connected', 'This shop is not connected to Retail.');
      }
      await resumeShop(table, retail.accountId, shopId, { by: knownCaller(caller).subject, at: clock.now() });
      await laneQueue.send([wakeLane(shopId)]);
      const body: ResumedShop = { shopId, accountId: retail.accountId };
      return { status: 200, body };
    },
  );
