import * as z from 'zod';
import { answerOf } from '../../shared/acceptance/answer.ts';
import { endpoint } from '../../shared/lambda/http.ts';
import { knownShop } from '../../shared/lambda/known-shop.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';
import { type AcceptCreditNoteDependencies, acceptCreditNote } from './accept-credit-note.ts';
import { creditNoteRequestSchema } from './credit-note-request.ts';

/** `POST /shops/{shopId}/credit-notes`. */
export const creditNoteEndpoint = ({
  settings,
  ...dependencies
}: AcceptCreditNoteDependencies & Readonly<{ settings: Settings }>) =>
  endpoint(
    {
      path: z.object({ shopId: shopIdSchema }),
      query: z.strictObject({ dryRun: z.stringbool().default(false) }),
      body: creditNoteRequestSchema,
    },
    async ({ path: { shopId }, query: { dryRun }, body: request, caller }) => {
      const shop = await knownShop(settings, shopId);
      return answerOf(await acceptCreditNote(dependencies, { shopId, shop, request, dryRun, by: caller?.subject }));
    },
  );
