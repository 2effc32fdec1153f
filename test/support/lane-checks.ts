import type { RefundSaleEffect, RefundSaleFacts } from '../../shared/domain/stock-effect.ts';
import { differencesOfCase } from '../../shared/stores/difference-store.ts';
import { effectsOfCase } from '../../shared/stores/stock-effect-store.ts';
import { aRefundSale } from './effects.ts';
import { type LaneWorld, laneWorld } from './lane-world.ts';
import { id } from './orders.ts';
import { article, retailConnection, type SimulatedRetailSettings } from './simulated-retail.ts';

const { accountId } = retailConnection;
/** The shop of all effects here. */
export const shopId = id.shop('demo');
/** The refund sale of one mug in the simulated account, unless said otherwise. */
export const anEffect = (facts: Partial<RefundSaleFacts> = {}): RefundSaleEffect =>
  aRefundSale({ accountId, ...facts });
/** Goods of one order line. */
export const goods = (sku: string, quantity: number, amountMinor: number, orderLineId = '1') => ({
  orderLineId: id.line(orderLineId),
  sku,
  quantity,
  amountMinor,
});

/** A lane whose Retail has ten mugs, bowls and twins, and a wrapping that is not counted. */
export function aWorld(settings: Parameters<typeof laneWorld>[0] = {}): LaneWorld {
  const world = laneWorld(settings);
  world.simulated.door('items', {
    items: [article('MUG'), article('BOWL'), article('TWIN'), article('WRAP', 0, { itemType: 'non_inventory' })],
  });
  return world;
}

/** A lane after all was done for one effect. */
export async function worked(effect: RefundSaleEffect, settings: SimulatedRetailSettings = {}): Promise<LaneWorld> {
  const world = aWorld(settings);
  await world.open(effect);
  await world.workUntilQuiet();
  return world;
}

const retailOf = (world: LaneWorld) => world.simulated.retail.account(accountId);
/** What changed in the stock since the goods were counted in. */
export const changesIn = (world: LaneWorld) =>
  retailOf(world)
    .stock.log()
    .slice(3)
    .map(({ itemId, quantityChange, reason }) => `${itemId}: ${quantityChange} ${reason}`);
/** Every sale there is. */
export const salesIn = (world: LaneWorld) => [...retailOf(world).sales.search(world.clock.nowMilliseconds() + 1e9, {})];
/** What a sale comes to, in minor units. */
export const totalOf = (world: LaneWorld, saleId: number) =>
  (retailOf(world).sales.get(saleId)?.totals.total ?? 0) / 1_000_000;
/** The effects of a case. */
export const effectsIn = (world: LaneWorld, caseId = 'CN-1') =>
  effectsOfCase(world.table, shopId, id.refundCase(caseId));
/** Every effect with its state. */
export const statesIn = (world: LaneWorld) =>
  world.table.rows().flatMap(({ sk, state }) => (sk.startsWith('EFFECT') ? [`${sk} ${state}`] : []));
/** Why a case has differences. */
export const differencesIn = async (world: LaneWorld, caseId = 'CN-1') =>
  (await differencesOfCase(world.table, shopId, id.refundCase(caseId))).map(({ reason }) => reason);
