import { describe, expect, it } from 'vitest';
import { readOverview } from '../../../../shared/views/overview-view.ts';
import { viewedShop } from '../../../../shared/views/viewed-shop.ts';
import { decisionWorld, otherPayment } from '../../../support/decision-world.ts';
import { anObservedCreditNote } from '../../../support/observed-orders.ts';
import { aShop, id } from '../../../support/orders.ts';
import { aProviderRefund } from '../../../support/provider-world.ts';
import { readingsOfOneOrder } from '../../../support/readings.ts';

type World = Awaited<ReturnType<typeof decisionWorld>>;

const overview = ({ table, clock }: Pick<World, 'table' | 'clock'>) =>
  readOverview(table, {
    shop: viewedShop(id.shop('demo'), aShop(), clock.now()),
    now: clock.now(),
    retailAccountId: undefined,
    maySeeLetter: () => true,
  });

describe('the overview', () => {
  it('shows what is outstanding by provider and age, and the oldest refund to make', async () => {
    const world = await decisionWorld();
    world.clock.advance(8 * 24 * 3600 * 1000);
    const orderNumber = 'ORD00124';
    await world.credit({ creditNoteId: 'CN-2', orderNumber }, { orderNumber, payments: otherPayment });
    const { outstanding, oldest } = await overview(world);
    expect(outstanding).toMatchObject([
      {
        provider: 'paypal',
        currency: 'EUR',
        count: 2,
        amountMinor: 2000,
        overdueMinor: 0,
        byAgeMinor: [1000, 0, 1000, 0],
      },
    ]);
    expect(oldest?.taskId).toBe('CN-1~1');
  });

  it('shows how the refunds of this month ended: by themselves, by a person, or otherwise', async () => {
    const world = await decisionWorld();
    for (const [number, orderNumber] of [
      [2, 'ORD00124'],
      [3, 'ORD00125'],
    ] as const) {
      const payments = otherPayment.map((each) => ({ ...each, providerPaymentId: `CAP-${number}` }));
      await world.credit({ creditNoteId: `CN-${number}`, orderNumber }, { orderNumber, payments });
    }
    await world.decide({ kind: 'close', ending: 'exchanged' });
    await world.say({ refunds: [aProviderRefund({ refundId: 'RF-2', paymentId: 'CAP-2' })] });
    expect((await overview(world)).endedThisMonth).toEqual({ byItself: 1, byPerson: 0, otherwise: 1 });
    await world.decide({ kind: 'reopen' });
    await world.say({ refunds: [aProviderRefund({ paymentId: 'CAP-9' })] });
    await world.judge('confirm');
    expect((await overview(world)).endedThisMonth).toEqual({ byItself: 1, byPerson: 1, otherwise: 0 });
  });

  it('warns where refunds keep appearing that nobody took, and whose app may have made them', async () => {
    const world = await decisionWorld({
      paymentMethods: [{ ecomPaymentId: 'ideal', provider: 'mollie', account: 'main', refundMode: 'portal' }],
    });
    for (const number of [2, 3, 4]) {
      const orderNumber = `ORD0012${number + 2}`;
      const payments = otherPayment.map((each) => ({
        ...each,
        method: 'ideal',
        provider: 'mollie',
        providerPaymentId: `CAP-${number}`,
      }));
      await world.credit({ creditNoteId: `CN-${number}`, orderNumber }, { orderNumber, payments });
      const paid = { provider: 'mollie', paymentId: `CAP-${number}` };
      await world.say({ refunds: [aProviderRefund({ refundId: `RF-${number}`, ...paid })] });
    }
    const { untakenRefunds } = await overview(world);
    expect(untakenRefunds).toEqual([{ provider: 'mollie', account: 'main', untakenCount: 3, count: 3 }]);
  });

  it('shows why goods came back, in the words of the shop', async () => {
    const ecom = readingsOfOneOrder();
    const creditNotes = [anObservedCreditNote()];
    const aReturn = {
      createdAt: ecom.clock.now(),
      status: 'closed',
      action: 'refund',
      isStockAdjusted: false,
      lines: [],
    };
    const returns = ['Trop petit', 'Défectueux', 'Trop petit'].map((reason, index) => {
      return { ...aReturn, returnId: String(index), reason };
    });
    await ecom.record({ creditNotes, returns });
    expect((await overview(ecom)).returnReasons).toEqual([
      ['Trop petit', 2],
      ['Défectueux', 1],
    ]);
  });
});
