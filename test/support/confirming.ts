import { confirmInventory } from '../../functions/confirm-inventory/confirm-inventory.ts';
import type { Simulator } from '../../infra/local/simulators/simulator.ts';
import { confirmDeadline } from '../../shared/domain/effect-place.ts';
import { saleEffectOf } from '../../shared/domain/ids.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import type { RefundSaleEffect, RefundSaleFacts, StockEffect } from '../../shared/domain/stock-effect.ts';
import { retailAccounts } from '../../shared/retail/retail-accounts.ts';
import { retailClient } from '../../shared/retail/retail-client.ts';
import { staticTokens } from '../../shared/retail/retail-tokens.ts';
import { differencesOfCase } from '../../shared/stores/difference-store.ts';
import { writeOfLedger, writesOfSnapshot } from '../../shared/stores/order-store.ts';
import { effectsOfCase, openEffect, readSaleEffect, saveEffect } from '../../shared/stores/stock-effect-store.ts';
import { simulatedTable } from '../simulation/world/simulated-table.ts';
import { virtualClock } from '../simulation/world/virtual-clock.ts';
import { aRefundSale } from './effects.ts';
import { aLedger, anOrder, aShop, id } from './orders.ts';
import {
  article,
  retailAccessToken,
  retailConnection,
  type SimulatedRetailSettings,
  simulatedRetail,
} from './simulated-retail.ts';

/** A shop with its Retail, in which cases wait to be seen. Items 1 to 3: MUG, CUP and WRAP, which has no stock. */
export function confirming(settings: SimulatedRetailSettings & Readonly<{ shop?: Partial<ShopSettings> }> = {}) {
  const clock = virtualClock();
  const table = simulatedTable();
  let requestCount = 0;
  const counted = (simulator: Simulator): Simulator => ({
    changes: simulator.changes,
    handle(request, now) {
      requestCount += 1;
      return simulator.handle(request, now);
    },
  });
  const { wrapped = (simulator: Simulator) => simulator } = settings;
  const retail = simulatedRetail(clock, { ...settings, wrapped: (simulator) => counted(wrapped(simulator)) });
  const shop = aShop({ retail: retailConnection, ...settings.shop });
  retail.door('items', { items: [article('MUG'), article('CUP'), article('WRAP', 0, { itemType: 'non_inventory' })] });
  const account = { ...retailConnection, currency: 'EUR' };
  const client = retailClient({ http: retail.http, account, tokens: staticTokens(retailAccessToken) });
  const secrets = { ofShop: async () => ({ retail: { accessToken: retailAccessToken }, providers: [] }) };
  const dependencies = {
    table,
    clock,
    settings: { shops: async () => [shop], shop: async () => shop },
    retailOf: retailAccounts({ table, clock, secrets, httpTo: () => retail.http }),
  };
  const common = { accountId: retailConnection.accountId, retailShopId: retailConnection.shopId } as const;

  const open = (effect: StockEffect) => openEffect(table, effect, confirmDeadline(effect, effect.facts.openedAt));

  return {
    ...retail,
    clock,
    table,
    client,
    dependencies,
    shop,
    /** Requests that reached Retail so far. */
    requestCount: () => requestCount,
    passMinutes: (minutes: number) => clock.advance(minutes * 60_000),
    confirm: () => confirmInventory(dependencies),
    open,

    /** A refund sale that Avoir drafted and completed: one mug, unless said otherwise. */
    async refunded(facts: Partial<RefundSaleFacts> = {}): Promise<RefundSaleEffect> {
      const planned = aRefundSale({ ...common, ...facts });
      const { shopId, caseId, goods, creditMinor } = planned.facts;
      const payment = { paymentTypeId: '9', amountMinor: creditMinor };
      const { value: draft } = await client.draftRefundSale({
        referenceNumber: saleEffectOf(shopId, caseId),
        referenceNumberSource: 'avoir',
        shopId: '1',
        registerId: '2',
        employeeId: '7',
        lines: goods.map(({ quantity, amountMinor }) => {
          return { kind: 'item', itemId: '1', quantity, unitPriceMinor: amountMinor / quantity } as const;
        }),
        payment,
      });
      await client.completeSale(draft.saleId, payment);
      const at = clock.now();
      const items = Object.fromEntries(goods.map(({ orderLineId }) => [orderLineId, '1']));
      const progress = { items, untrackedItemIds: [], registered: { saleId: draft.saleId, at }, completedAt: at };
      const completed = { ...planned, progress };
      await open(completed);
      return completed;
    },

    /** A refund that Lightspeed's link is to write: one mug, unless said otherwise. */
    async expected(facts: Partial<RefundSaleFacts> = {}): Promise<void> {
      await open(aRefundSale({ ...common, writer: 'link', openedAt: clock.now(), issuedAt: clock.now(), ...facts }));
    },

    /** The order is stored, with its cases in its ledger. */
    async withOrder(...caseIds: readonly string[]): Promise<void> {
      const [shopId, order] = [id.shop('demo'), anOrder({ orderNumber: 'ORD00123' })];
      const ledger = aLedger({ version: 1, cases: caseIds.map(id.refundCase) });
      await table.transact([
        ...writesOfSnapshot(shopId, order, { name: 'A Customer' }),
        writeOfLedger(shopId, order.orderNumber, ledger),
      ]);
    },

    /** Our correction of a case was done: the row that shows it is the newest of the log. */
    async corrected(quantityOnHand: number): Promise<void> {
      await client.setQuantityOnHand({ itemId: '1', shopId: '1', quantityOnHand });
      const { value } = await client.listInventoryLog({ newestFirst: true, limit: 1 });
      const inventoryLogId = value.items[0]?.inventoryLogId ?? 0;
      for (const effect of await effectsOfCase(table, id.shop('demo'), id.refundCase('CN-1'))) {
        if (effect.kind !== 'correction') continue;
        const progress = { ...effect.progress, done: { inventoryLogId, at: clock.now() } };
        await saveEffect(table, { ...effect, progress }, clock.now());
      }
    },

    /** What is stored of a case's refund sale. */
    async seen(caseId = 'CN-1') {
      return (await readSaleEffect(table, id.shop('demo'), id.refundCase(caseId)))?.progress.seen;
    },

    /** What shows the differences of a case, in the order of their reasons. */
    async evidence(caseId = 'CN-1') {
      const found = await differencesOfCase(table, id.shop('demo'), id.refundCase(caseId));
      return found.map(({ evidence }) => evidence);
    },

    /** The differences of a case, by reason and subject. */
    async differences(caseId = 'CN-1') {
      const found = await differencesOfCase(table, id.shop('demo'), id.refundCase(caseId));
      return found.map(({ reason, subject }) => (subject === undefined ? reason : `${reason} ${subject}`));
    },
  };
}

/** Lightspeed's link refunds mugs of an order, at the door `link-refunds`. */
export const linkRefund = (orderNumber = 'ORD00123', quantity = 1, updateInventory = true) => ({
  orderNumber,
  updateInventory,
  lines: [{ customSku: 'MUG', quantity, unitPrice: '10.00' }],
});
