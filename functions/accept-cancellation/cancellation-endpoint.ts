import * as z from 'zod';
import { answerOf } from '../../shared/acceptance/answer.ts';
import { endpoint } from '../../shared/lambda/http.ts';
import { knownShop } from '../../shared/lambda/known-shop.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';
import { type AcceptCancellationDependencies, acceptCancellation } from './accept-cancellation.ts';
import { cancellationRequestSchema } from './cancellation-request.ts';

/** `POST /shops/{shopId}/cancellations`. */
export const cancellationEndpoint = ({
  settings,
  ...dependencies
}: AcceptCancellationDependencies & Readonly<{ settings: Settings }>) =>
  endpoint(
    {
      path: z.object({ shopId: shopIdSchema }),
      query: z.strictObject({ dryRun: z.stringbool().default(false) }),
      body: cancellationRequestSchema,
    },
    async ({ path: { shopId }, query: { dryRun }, body: request, caller }) => {
      const shop = await knownShop(settings, shopId);
      return answerOf(await acceptCancellation(dependencies, { shopId, shop, request, dryRun, by: caller?.subject }));
    },
  );
