import * as z from 'zod';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import { checksInTheWay } from '../../shared/ecom/credit-permission.ts';
import type { EcomClient } from '../../shared/ecom/ecom-client.ts';
import { EcomLimitedError, EcomNotFoundError, EcomUnavailableError } from '../../shared/ecom/ecom-errors.ts';
import { endpoint, ignored } from '../../shared/lambda/http.ts';
import { knownCaller } from '../../shared/lambda/known-caller.ts';
import { knownShop } from '../../shared/lambda/known-shop.ts';
import { type HttpAnswer, notAvailable, ProblemError } from '../../shared/lambda/problem.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { NoAnswerError } from '../../shared/ports/http.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Table } from '../../shared/ports/table.ts';
import { askedCreditSchema } from '../../shared/stores/ecom-credit-store.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';
import { type Making, makeCreditNote } from './make-credit-note.ts';

/** What the route needs. */
export type CreditNoteMakerDependencies = Readonly<{
  table: Table;
  clock: Clock;
  settings: Settings;
  ecomOf: (shop: ShopSettings) => Promise<EcomClient | undefined>;
}>;

const keySchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'Letters, digits, - and _, at most 64');

/** `POST /shops/{shopId}/ecom-credit-notes/{key}`: off until the live checks that it rests on are answered. */
export const creditNoteMaker = ({ settings, ecomOf, ...dependencies }: CreditNoteMakerDependencies) =>
  endpoint(
    { path: z.object({ shopId: shopIdSchema, key: keySchema }), query: ignored, body: askedCreditSchema },
    async ({ path: { shopId, key }, body: asked, caller }) => {
      const shop = await knownShop(settings, shopId);
      const open = checksInTheWay(shop);
      if (open.length > 0)
        throw new ProblemError(409, 'credit_notes_off', 'Live checks are in the way of making credit notes.', { open });
      const client = await ecomOf(shop);
      if (client === undefined)
        throw new ProblemError(409, 'ecom_not_connected', 'The settings of the shop name no eCom.');
      return answerOf(
        await makeCreditNote(
          { ...dependencies, client },
          { shopId, key, asked, by: knownCaller(caller).subject },
        ).catch(unavailable),
      );
    },
  );

/** How the making of a credit note stands. `unclear`: several that are there now could be it. */
export type MadeCreditNote =
  | Readonly<{ state: 'made'; creditNoteId: string }>
  | Readonly<{ state: 'in_doubt' | 'not_made' }>
  | Readonly<{ state: 'unclear'; creditNoteIds: readonly string[] }>;

const answered = (status: 200 | 202, body: MadeCreditNote): HttpAnswer => ({ status, body });

function answerOf(making: Making): HttpAnswer {
  switch (making.kind) {
    case 'made':
      return answered(200, { state: 'made', creditNoteId: making.creditNoteId });
    case 'in_doubt':
      return answered(202, { state: 'in_doubt' });
    case 'not_made':
      return answered(200, { state: 'not_made' });
    case 'unclear':
      return answered(200, { state: 'unclear', creditNoteIds: making.creditNoteIds });
    case 'refused':
      throw new ProblemError(422, 'refused', 'The rules do not allow this.', { reasons: making.reasons });
    case 'refused_by_ecom':
      throw new ProblemError(422, 'refused_by_ecom', 'eCom refused the credit note.', { fields: making.fields });
    case 'order_unknown':
      throw new ProblemError(422, 'order_unknown', 'This order is not known.');
    case 'conflict':
      throw new ProblemError(409, 'conflicting_duplicate', 'This id was used for another content before.');
  }
}

/** eCom could not be asked or told now: what was sent, if anything, is settled by the next call. */
function unavailable(error: unknown): never {
  if (error instanceof EcomLimitedError) {
    const headers = { 'retry-after': String(error.retryAfterSeconds) };
    throw new ProblemError(503, 'ecom_unavailable', 'eCom is limited; ask again.', {}, { headers });
  }
  const isDown =
    error instanceof EcomUnavailableError || error instanceof EcomNotFoundError || error instanceof NoAnswerError;
  if (isDown) throw notAvailable('ecom_unavailable', 'eCom did not do what was asked; look and ask again.', error);
  throw error;
}
