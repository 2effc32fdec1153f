import * as z from 'zod';
import { inUtc } from '../../shared/domain/instants.ts';
import { endpoint } from '../../shared/lambda/http.ts';
import { knownCaller } from '../../shared/lambda/known-caller.ts';
import { knownShop } from '../../shared/lambda/known-shop.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';
import { type RepublishEventsDependencies, type Republished, republishEvents } from './republish-events.ts';

const instant = z.iso.datetime({ offset: true }).transform(inUtc);

/** What became of one slice, and the cursor of the next one. */
export type RepublishedSlice = Omit<Republished, 'cursor'> & Readonly<{ next: string | null }>;

/** `POST /shops/{shopId}/events/republish`: one slice; the caller goes on with `next` until it is null. */
export const republishEndpoint = ({
  settings,
  ...dependencies
}: RepublishEventsDependencies & Readonly<{ settings: Settings }>) =>
  endpoint(
    {
      path: z.object({ shopId: shopIdSchema }),
      query: z.strictObject({}),
      body: z.strictObject({ from: instant, to: instant.optional(), cursor: z.string().min(1).optional() }),
    },
    async ({ path: { shopId }, body: { from, to, cursor }, caller }) => {
      await knownShop(settings, shopId);
      const span = { from, to: to ?? dependencies.clock.now() };
      const { cursor: next, ...done } = await republishEvents(dependencies, {
        shopId,
        span,
        by: knownCaller(caller).subject,
        cursor,
      });
      const body: RepublishedSlice = { ...done, next: next ?? null };
      return { status: 200, body };
    },
  );
