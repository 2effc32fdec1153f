import { describe, expect, it } from 'vitest';
import { refundCaseOpenedV1 } from '../../../events/refund-case-opened.v1.ts';
import { acceptCancellation } from '../../../functions/accept-cancellation/accept-cancellation.ts';
import { confirmInventory } from '../../../functions/confirm-inventory/confirm-inventory.ts';
import { openRefundTasks } from '../../../functions/open-refund-tasks/open-refund-tasks.ts';
import { settleDifference } from '../../../functions/record-decision/settle-difference.ts';
import { caseOfCancellation } from '../../../shared/domain/ids.ts';
import type { ShopSettings } from '../../../shared/domain/shop-settings.ts';
import { cardChecksOfCase } from '../../../shared/stores/card-check-store.ts';
import { differencesOfCase, raiseDifference } from '../../../shared/stores/difference-store.ts';
import { confirming } from '../../support/confirming.ts';
import { anOrder, id } from '../../support/orders.ts';
import { readingsOfOneOrder } from '../../support/readings.ts';
import { aCancellationRequest, aSnapshot } from '../../support/requests.ts';

const shopId = id.shop('demo');
const byCard = (orderNumber: string, amountMinor: number) =>
  aSnapshot({
    orderNumber,
    shippingMinor: 500,
    lines: [{ orderLineId: '1', sku: 'MUG', title: 'Mug', quantity: 2, totalMinor: amountMinor - 500 }],
    payments: [{ kind: 'gift_card', amountMinor, paidAt: '2026-11-02T15:00:00.000Z' }],
  });

/** A shop with its Retail, in which orders that a gift card paid are cancelled. */
function cancelling(shop: Partial<ShopSettings> = {}) {
  const world = confirming({ shop });
  const reconciliationQueue = { send: () => Promise.resolve() };
  const openAll = async () => {
    for (const { event } of world.table.rows()) {
      if (typeof event !== 'object' || !('detail' in event) || typeof event.detail !== 'string') continue;
      const opened = refundCaseOpenedV1.schema.safeParse(JSON.parse(event.detail));
      if (opened.success) await openRefundTasks({ ...world, reconciliationQueue }, opened.data);
    }
  };
  const caseOf = (orderNumber: string) => caseOfCancellation(id.order(orderNumber));
  return {
    ...world,
    openAll,
    async cancel(orderNumber = 'ORD00123', amountMinor = 2500) {
      const cancelledAt = world.clock.now();
      const request = aCancellationRequest({ orderNumber, cancelledAt, order: byCard(orderNumber, amountMinor) });
      await acceptCancellation(world, { shopId, shop: world.shop, request, dryRun: false });
      await openAll();
    },
    restore: (orderNumber: string, amount = '25.00') => world.door('restored-cards', { orderNumber, amount }),
    async check(orderNumber = 'ORD00123') {
      const [check] = await cardChecksOfCase(world.table, shopId, caseOf(orderNumber));
      return check?.state;
    },
    async questions(orderNumber = 'ORD00123') {
      const found = await differencesOfCase(world.table, shopId, caseOf(orderNumber));
      return found.filter(({ reason }) => reason === 'gift_card_not_restored');
    },
  };
}

describe('a gift card whose order was cancelled', () => {
  it('is seen when Retail shows that it got its part back, and nobody is asked', async () => {
    const world = cancelling();
    await world.cancel();
    expect(await world.check()).toBe('awaited');
    world.restore('ORD00123');
    world.passMinutes(1);
    await world.confirm();
    expect(await world.check()).toBe('seen');
    expect(await world.questions()).toEqual([]);
  });

  it('is asked about when Retail has shown nothing for an hour, and not before', async () => {
    const world = cancelling();
    await world.cancel();
    world.restore('ORD00123', '20.00');
    world.passMinutes(59);
    await world.confirm();
    expect(await world.questions()).toEqual([]);
    world.passMinutes(1);
    await world.confirm();
    expect(await world.questions()).toMatchObject([{ state: 'open', amountMinor: 2500, subject: '1' }]);
    expect(await world.check()).toBe('asked');
  });

  it('is no question any more when Retail shows it later', async () => {
    const world = cancelling();
    await world.cancel();
    world.passMinutes(60);
    await world.confirm();
    world.restore('ORD00123');
    world.passMinutes(24 * 60);
    await world.confirm();
    expect(await world.questions()).toMatchObject([{ state: 'resolved' }]);
    expect(await world.check()).toBe('seen');
  });

  it('keeps what a person said of it, and is not looked for any more', async () => {
    const world = cancelling();
    await world.cancel();
    world.passMinutes(60);
    await world.confirm();
    const [question] = await world.questions();
    if (question === undefined) throw new Error('Nobody was asked.');
    await settleDifference(
      world.dependencies,
      { shop: { ...world.shop, shopId }, by: 'anna', isAdmin: false, seen: String(question.version) },
      { differenceId: question.differenceId, ending: 'store_credit_given' },
    );
    world.passMinutes(24 * 60);
    await world.confirm();
    const asked = world.requestCount();
    world.restore('ORD00123');
    world.passMinutes(7 * 24 * 60);
    await world.confirm();
    expect(await world.questions()).toMatchObject([{ state: 'settled' }]);
    expect(await world.check()).toBe('asked');
    expect(world.requestCount() - asked).toBeLessThan(5);
  });

  it('is told from another card of the same amount by the order that Retail names', async () => {
    const world = cancelling();
    await world.cancel('ORD00123');
    await world.cancel('ORD00124');
    world.restore('ORD00124');
    world.passMinutes(1);
    await world.confirm();
    expect([await world.check('ORD00123'), await world.check('ORD00124')]).toEqual(['awaited', 'seen']);
  });

  it('waits where one payment without an order’s number could be for either of two', async () => {
    const world = cancelling();
    await world.cancel('ORD00123');
    await world.cancel('ORD00124');
    world.restore('');
    world.passMinutes(1);
    await world.confirm();
    expect([await world.check('ORD00123'), await world.check('ORD00124')]).toEqual(['awaited', 'awaited']);
    world.restore('');
    world.passMinutes(5);
    await world.confirm();
    expect([await world.check('ORD00123'), await world.check('ORD00124')]).toEqual(['seen', 'seen']);
  });

  it('takes the amount exactly, also where the order is named', async () => {
    const world = cancelling();
    await world.cancel('ORD00123');
    await world.cancel('ORD00124', 1000);
    world.restore('ORD00123', '10.00');
    world.passMinutes(1);
    await world.confirm();
    expect([await world.check('ORD00123'), await world.check('ORD00124')]).toEqual(['awaited', 'awaited']);
  });

  it('takes nothing from before its own cancellation, while another waits since earlier', async () => {
    const world = cancelling();
    await world.cancel('ORD00123');
    world.restore('');
    world.restore('');
    world.passMinutes(180);
    await world.cancel('ORD00124');
    world.passMinutes(24 * 60);
    await world.confirm();
    expect(await world.check('ORD00124')).toBe('asked');
  });

  it('never takes a payment from before its cancellation, or one that another case has', async () => {
    const world = cancelling();
    world.restore('ORD00123');
    world.passMinutes(120);
    await world.cancel('ORD00124');
    world.passMinutes(1);
    await world.confirm();
    expect(await world.check('ORD00124')).toBe('awaited');
    world.restore('');
    world.passMinutes(5);
    await world.confirm();
    expect(await world.check('ORD00124')).toBe('seen');
    await world.cancel('ORD00125');
    world.passMinutes(5);
    await world.confirm();
    expect(await world.check('ORD00125')).toBe('awaited');
  });

  it('stays as it is when its event and the look come again', async () => {
    const world = cancelling();
    await world.cancel();
    world.restore('ORD00123');
    world.passMinutes(1);
    await Promise.all([world.confirm(), confirmInventory(world.dependencies)]);
    const before = await cardChecksOfCase(world.table, shopId, caseOfCancellation(id.order('ORD00123')));
    await world.openAll();
    world.passMinutes(60);
    await world.confirm();
    expect(await cardChecksOfCase(world.table, shopId, caseOfCancellation(id.order('ORD00123')))).toEqual(before);
  });

  it('is asked about at once in a shop without Retail', async () => {
    const world = cancelling({ retail: undefined });
    await world.cancel();
    await world.confirm();
    await world.confirm();
    expect(await world.questions()).toMatchObject([{ state: 'open', reason: 'gift_card_not_restored' }]);
  });

  it('is no question any more when its cancellation is taken back in eCom', async () => {
    const ecom = readingsOfOneOrder();
    const order = anOrder({ payments: [{ kind: 'gift_card', amountMinor: 2500, state: 'captured' }] });
    await ecom.record({ order, cancellation: { cancelledAt: '2026-11-13T09:00:00.000Z' } });
    const [caseId, reason] = [caseOfCancellation(order.orderNumber), 'gift_card_not_restored'] as const;
    const about = { shopId: ecom.shopId, caseId, orderNumber: order.orderNumber, reason, subject: '1' };
    await raiseDifference(ecom.table, { ...about, evidence: {}, raisedAt: ecom.clock.now() });
    expect(await ecom.openReasons()).toContain('gift_card_not_restored 1');
    await ecom.record({ order });
    expect(await ecom.openReasons()).not.toContain('gift_card_not_restored 1');
  });
});
