import { applyInventory } from '../../functions/apply-inventory/apply-inventory.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import type { RefundSaleEffect } from '../../shared/domain/stock-effect.ts';
import type { Http } from '../../shared/ports/http.ts';
import { retailClient } from '../../shared/retail/retail-client.ts';
import { staticTokens } from '../../shared/retail/retail-tokens.ts';
import { wakeLaneMessageSchema } from '../../shared/stores/lane-message.ts';
import { openEffect } from '../../shared/stores/stock-effect-store.ts';
import { seededIds } from '../simulation/world/seeded-ids.ts';
import { type SimulatedQueue, simulatedQueue } from '../simulation/world/simulated-queue.ts';
import { type SimulatedTable, simulatedTable } from '../simulation/world/simulated-table.ts';
import { type VirtualClock, virtualClock } from '../simulation/world/virtual-clock.ts';
import { aShop } from './orders.ts';
import {
  retailAccessToken,
  retailConnection,
  type SimulatedRetail,
  type SimulatedRetailSettings,
  simulatedRetail,
} from './simulated-retail.ts';

/** A lane, its queue and a simulated Retail, on one clock. */
export type LaneWorld = Readonly<{
  clock: VirtualClock;
  table: SimulatedTable;
  laneQueue: SimulatedQueue;
  shop: ShopSettings;
  simulated: SimulatedRetail;
  /** Requests that reached Retail, as method and path without the account. */
  requests(): readonly string[];
  open(effect: RefundSaleEffect): Promise<void>;
  /** Wakes the lane once. */
  work(): Promise<void>;
  /** Delivers every message of the lane's queue at its time, until there is none, or that much time has passed. */
  workUntilQuiet(mostSeconds?: number): Promise<void>;
}>;

/** What stands between the lane and Retail: `through` with each request, `connecting` before the first, where it may throw. */
type LaneWorldSettings = SimulatedRetailSettings &
  Readonly<{ shop?: Partial<ShopSettings>; through?: (http: Http) => Http; connecting?: () => void }>;

/** A lane without work. */
export function laneWorld(settings: LaneWorldSettings = {}): LaneWorld {
  const { through = (http) => http, connecting = () => undefined } = settings;
  const clock = virtualClock();
  const table = simulatedTable();
  const laneQueue = simulatedQueue(clock, { name: 'lanes', visibilityTimeoutSeconds: 180 });
  const shop = aShop({ retail: retailConnection, ...settings.shop });
  const simulated = simulatedRetail(clock, settings);
  const sent: string[] = [];
  const noting: Http = {
    send(request) {
      const { pathname } = new URL(request.url);
      sent.push(`${request.method} ${pathname.slice(pathname.indexOf(retailConnection.accountId) + 4)}`);
      return simulated.http.send(request);
    },
  };
  const { baseUrl, accountId } = retailConnection;
  const client = retailClient({
    http: through(noting),
    account: { baseUrl, accountId, currency: shop.currency },
    tokens: staticTokens(retailAccessToken),
  });
  const dependencies = {
    table,
    laneQueue,
    clock,
    ids: seededIds(),
    settings: { shop: async () => shop, shops: async () => [shop] },
    timer: { wait: async (milliseconds: number) => clock.advance(milliseconds) },
    connect: async () => {
      connecting();
      return client;
    },
  };
  const message = wakeLaneMessageSchema.parse({ kind: 'wake_lane', shopId: shop.shopId });
  return {
    clock,
    table,
    laneQueue,
    shop,
    simulated,
    requests: () => sent,
    open: async (effect) => {
      await openEffect(table, effect, effect.facts.openedAt);
    },
    work: () => applyInventory(dependencies, message),
    async workUntilQuiet(mostSeconds = 86_400) {
      const until = clock.nowMilliseconds() + mostSeconds * 1000;
      await applyInventory(dependencies, message);
      for (
        let next = laneQueue.nextVisibleAt();
        next !== undefined && next <= until;
        next = laneQueue.nextVisibleAt()
      ) {
        clock.advanceTo(next);
        for (const { body, receiptHandle } of laneQueue.receive()) {
          await applyInventory(dependencies, wakeLaneMessageSchema.parse(JSON.parse(body)));
          laneQueue.delete(receiptHandle);
        }
      }
    },
  };
}
