import * as z from 'zod';
import { isSelected } from '../../shared/domain/dead-letter.ts';
import type { ShopId } from '../../shared/domain/ids.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import { type Endpoint, endpoint, ignored } from '../../shared/lambda/http.ts';
import { knownShop } from '../../shared/lambda/known-shop.ts';
import { ProblemError } from '../../shared/lambda/problem.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Page, Table } from '../../shared/ports/table.ts';
import { listDeadLetters } from '../../shared/stores/dead-letter-store.ts';
import { listDifferences } from '../../shared/stores/difference-list.ts';
import { caseIdSchema, orderNumberSchema, shopIdSchema } from '../../shared/stores/id-schemas.ts';
import { letterFilterSchema } from '../../shared/stores/letter-selection-schema.ts';
import { listCases, listWaitingCases } from '../../shared/stores/refund-case-store.ts';
import { readCaseView, summaryOf } from '../../shared/views/case-view.ts';
import { differenceView } from '../../shared/views/difference-view.ts';
import { readLaneView } from '../../shared/views/lane-view.ts';
import { summaryOfLetter } from '../../shared/views/letter-summary.ts';
import { readOrderView } from '../../shared/views/order-view.ts';
import { listTaskViews, taskFilterSchema } from '../../shared/views/task-view.ts';
import { viewedShop } from '../../shared/views/viewed-shop.ts';

/** What reading needs. */
export type ReadRecordsDependencies = Readonly<{ table: Table; settings: Settings; clock: Clock }>;

const pageSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().min(1).optional(),
});
const inShop = z.object({ shopId: shopIdSchema });

const listed = <Item>({ items, cursor }: Page<Item>) => ({ status: 200, body: { items, next: cursor ?? null } });

function found<Record>(record: Record | undefined, code: string, title: string) {
  if (record === undefined) throw new ProblemError(404, code, title);
  return { status: 200, body: record };
}

/** A shop as a list shows it. */
export function shopView(shop: ShopSettings) {
  const { shopId, name, country, currency, inventoryMode, nativeLink, watchMode } = shop;
  return { shopId, name, country, currency, inventoryMode, nativeLink, watchMode };
}

/** Every endpoint that reads. Lists answer `{ items, next }`; nothing is written. */
export function readEndpoints({ table, settings, clock }: ReadRecordsDependencies): Readonly<Record<string, Endpoint>> {
  const viewed = async (shopId: ShopId) => viewedShop(shopId, await knownShop(settings, shopId), clock.now());
  return {
    'GET /healthz': endpoint({ path: ignored, query: ignored, body: ignored }, async () => {
      return { status: 200, body: { status: 'ok' } };
    }),
    'GET /shops': endpoint({ path: ignored, query: ignored, body: ignored }, async ({ caller }) => {
      const shops = (await settings.shops()).filter(({ shopId }) => caller?.maySeeShop(shopId));
      return listed({ items: shops.map(shopView) });
    }),
    'GET /shops/{shopId}/cases': endpoint(
      { path: inShop, query: pageSchema.extend({ waiting: z.stringbool().optional() }), body: ignored },
      async ({ path: { shopId }, query: { limit, cursor, waiting } }) => {
        await knownShop(settings, shopId);
        const list = waiting ? listWaitingCases : listCases;
        const page = await list(table, shopId, limit, cursor);
        return listed({ ...page, items: page.items.map(summaryOf) });
      },
    ),
    'GET /shops/{shopId}/cases/{caseId}': endpoint(
      { path: inShop.extend({ caseId: caseIdSchema }), query: ignored, body: ignored },
      async ({ path: { shopId, caseId } }) => {
        const shop = await knownShop(settings, shopId);
        const view = await readCaseView(table, viewedShop(shopId, shop, clock.now()), caseId, shop);
        return found(view, 'case_unknown', 'There is no case with this id.');
      },
    ),
    'GET /shops/{shopId}/orders/{orderNumber}': endpoint(
      { path: inShop.extend({ orderNumber: orderNumberSchema }), query: ignored, body: ignored },
      async ({ path: { shopId, orderNumber } }) => {
        await knownShop(settings, shopId);
        return found(await readOrderView(table, shopId, orderNumber), 'order_unknown', 'This order is not known.');
      },
    ),
    'GET /shops/{shopId}/refund-tasks': endpoint(
      { path: inShop, query: pageSchema.extend(taskFilterSchema.shape), body: ignored },
      async ({ path: { shopId }, query: { limit, cursor, ...filter } }) =>
        listed(await listTaskViews(table, await viewed(shopId), filter, { limit, cursor })),
    ),
    'GET /shops/{shopId}/retail-lane': endpoint(
      { path: inShop, query: ignored, body: ignored },
      async ({ path: { shopId }, caller }) => {
        const { retail } = await knownShop(settings, shopId);
        const view = retail && (await readLaneView(table, retail.accountId, clock.now()));
        // Shops share an account, not what is known of each other.
        const stoppedShops = view?.stoppedShops.filter((stopped) => caller?.maySeeShop(stopped.shopId)) ?? [];
        return found(
          view && { ...view, stoppedShops },
          'retail_not_connected',
          'This shop is not connected to Retail.',
        );
      },
    ),
    'GET /shops/{shopId}/differences': endpoint(
      { path: inShop, query: pageSchema, body: ignored },
      async ({ path: { shopId }, query }) => {
        await knownShop(settings, shopId);
        const page = await listDifferences(table, shopId, query.limit, query.cursor);
        return listed({ ...page, items: page.items.map(differenceView) });
      },
    ),
    'GET /dead-letters': endpoint(
      { path: ignored, query: pageSchema.extend(letterFilterSchema.shape), body: ignored },
      async ({ query: { limit, cursor, ...selection }, caller }) => {
        const page = await listDeadLetters(table, limit, cursor);
        const seen = page.items.filter(({ shopId }) =>
          shopId === undefined ? caller?.seesAllShops : caller?.maySeeShop(shopId),
        );
        return listed({ ...page, items: seen.filter((letter) => isSelected(letter, selection)).map(summaryOfLetter) });
      },
    ),
  };
}
