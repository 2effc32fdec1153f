import { describe, expect, it } from 'vitest';
import { refundCaseOpenedV1 } from '../../../events/refund-case-opened.v1.ts';
import { acceptCreditNote } from '../../../functions/accept-credit-note/accept-credit-note.ts';
import { archiveDrafts } from '../../../functions/archive-drafts/archive-drafts.ts';
import { openStockEffects, UnknownCaseError } from '../../../functions/open-stock-effects/open-stock-effects.ts';
import { wakeLanes } from '../../../functions/wake-lanes/wake-lanes.ts';
import type { ShopSettings } from '../../../shared/domain/shop-settings.ts';
import { retailClient } from '../../../shared/retail/retail-client.ts';
import { staticTokens } from '../../../shared/retail/retail-tokens.ts';
import { effectsOfCase, openEffect, readSaleEffect, saveEffect } from '../../../shared/stores/stock-effect-store.ts';
import { simulatedQueue } from '../../simulation/world/simulated-queue.ts';
import { simulatedTable } from '../../simulation/world/simulated-table.ts';
import { virtualClock } from '../../simulation/world/virtual-clock.ts';
import { aRefundSale } from '../../support/effects.ts';
import { aShop, id } from '../../support/orders.ts';
import { aCreditNoteRequest } from '../../support/requests.ts';
import { article, retailAccessToken, retailConnection, simulatedRetail } from '../../support/simulated-retail.ts';

const shopId = id.shop('demo');
const caseId = id.refundCase('CN-1');
const { accountId } = retailConnection;

async function anOpenedCase(changes: Partial<ShopSettings> = {}) {
  const clock = virtualClock();
  const table = simulatedTable();
  const laneQueue = simulatedQueue(clock, { name: 'lanes', visibilityTimeoutSeconds: 180 });
  const shop = aShop({ retail: retailConnection, ...changes });
  const settings = { shop: async () => shop, shops: async () => [shop] };
  await acceptCreditNote({ table, clock }, { shopId, shop, dryRun: false, request: aCreditNoteRequest() });
  const stored = table.rows().find(({ sk }) => sk === 'CASE')?.event;
  const detail = typeof stored === 'object' && 'detail' in stored ? stored.detail : undefined;
  const event = refundCaseOpenedV1.schema.parse(typeof detail === 'string' ? JSON.parse(detail) : detail);
  const states = async () => (await effectsOfCase(table, shopId, caseId)).map((effect) => effect.kind);
  const stateOf = () => table.rows().find(({ sk }) => sk === 'EFFECT#SALE')?.state;
  return { clock, table, laneQueue, settings, event, states, stateOf };
}

describe('opening the effects of a case', () => {
  it('opens one refund sale and wakes its lane, also when the event comes again', async () => {
    const world = await anOpenedCase();
    await openStockEffects(world, world.event);
    await openStockEffects(world, world.event);
    expect(await world.states()).toEqual(['refund_sale']);
    expect(world.laneQueue.messages().map(({ body }) => JSON.parse(body))).toEqual([
      { kind: 'wake_lane', shopId },
      { kind: 'wake_lane', shopId },
    ]);
  });

  it.each([
    [{ inventoryMode: 'observe' }, 'expected'],
    [{ watchMode: true }, 'held'],
  ] as const)('wakes nobody in a shop with %j, where it is %s', async (changes, state) => {
    const world = await anOpenedCase(changes);
    await openStockEffects(world, world.event);
    expect(world.stateOf()).toBe(state);
    expect(world.laneQueue.messages()).toEqual([]);
  });

  it('opens nothing for a shop without Retail, and fails for a case that is not there', async () => {
    const world = await anOpenedCase({ retail: undefined });
    await openStockEffects(world, world.event);
    expect(await world.states()).toEqual([]);
    const unknown = { ...world.event, data: { ...world.event.data, caseId: 'CN-9' } };
    await expect(openStockEffects(world, unknown)).rejects.toBeInstanceOf(UnknownCaseError);
  });
});

describe('waking lanes', () => {
  it('wakes a lane in which something is due, and says for how long it stands still', async () => {
    const world = await anOpenedCase();
    expect(await wakeLanes(world)).toEqual({ laneCount: 0, standstillSeconds: 0 });
    await openEffect(world.table, aRefundSale({ accountId }), world.clock.now());
    world.clock.advance(90_000);
    expect(await wakeLanes(world)).toEqual({ laneCount: 1, standstillSeconds: 90 });
    expect(world.laneQueue.messages()).toHaveLength(1);
  });
});

describe('archiving drafts', () => {
  it('archives what another draft was registered in place of, and leaves what may still be registered', async () => {
    const world = await anOpenedCase();
    const simulated = simulatedRetail(world.clock);
    simulated.door('items', { items: [article('MUG')] });
    const client = retailClient({
      http: simulated.http,
      account: { ...retailConnection, currency: 'EUR' },
      tokens: staticTokens(retailAccessToken),
    });
    const draft = {
      referenceNumber: 'demo/CN-1/sale',
      referenceNumberSource: 'avoir',
      shopId: '1',
      registerId: '2',
      employeeId: '7',
      lines: [{ kind: 'item', itemId: '1', quantity: 1, unitPriceMinor: 1000 }],
      payment: { paymentTypeId: '9', amountMinor: 1000 },
    } as const;
    await client.draftRefundSale(draft);
    await client.draftRefundSale(draft);
    await openEffect(world.table, aRefundSale({ accountId }), world.clock.now());
    const dependencies = { ...world, connect: async () => client };
    expect(await archiveDrafts(dependencies)).toBe(0);

    const stored = await readSaleEffect(world.table, shopId, caseId);
    if (stored === undefined) throw new Error('The effect was not opened.');
    const at = world.clock.now();
    await saveEffect(world.table, { ...stored, progress: { registered: { saleId: '2', at } } }, at);
    expect(await archiveDrafts(dependencies)).toBe(1);
    const { sales } = simulated.retail.account(accountId);
    expect([sales.get(1)?.archived, sales.get(2)?.archived]).toEqual([true, false]);
  });
});
