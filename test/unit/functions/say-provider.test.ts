import { describe, expect, it } from 'vitest';
import { recordTaskDecision } from '../../../functions/record-decision/decide-on-task.ts';
import { sayProvider } from '../../../functions/record-decision/say-provider.ts';
import { balanceOf } from '../../../shared/domain/refund-account.ts';
import type { TaskDecision } from '../../../shared/domain/task-decision.ts';
import { writeOfSaidRoute } from '../../../shared/stores/said-route-store.ts';
import { tagOfTask } from '../../../shared/stores/task-tag.ts';
import { anObservedCreditNote } from '../../support/observed-orders.ts';
import { anOrder, aPayment, aShop, id } from '../../support/orders.ts';
import { aProviderPayment, aProviderRefund, providerWorld } from '../../support/provider-world.ts';
import { readingsOfOneOrder } from '../../support/readings.ts';

const klarna = [{ kind: 'provider', method: 'paylater', amountMinor: 2500, paidAt: '2026-11-02T15:00:00.000Z' }];
const providers = [{ provider: 'paypal', account: 'main', exclusive: false }];
const paypal = { refundMode: 'portal', provider: 'paypal', account: 'main' } as const;

/** CN-1 gives back 10.00 of a payment by a method that the shop's settings do not know. */
async function aWorld() {
  const world = providerWorld({ providers });
  await world.credit({}, { payments: klarna });
  const shop = { ...aShop({ providers }), shopId: world.shopId };
  const decide = async (decision: TaskDecision, by = 'anna') => {
    const seen = tagOfTask(await world.task());
    return recordTaskDecision(world, { shop, by, isAdmin: false, seen }, id.task('CN-1~1'), decision);
  };
  return { ...world, shop, decide };
}

describe('a refund of which nobody knows who makes it', () => {
  it('waits, until a person says it; then it is to be made there, and its payment is looked for', async () => {
    const world = await aWorld();
    expect((await world.task()).state).toEqual({ name: 'on_hold', reason: 'provider_unknown' });
    await world.say({ payments: [aProviderPayment({ references: ['ORD00123'] })] });
    expect(await world.decide({ kind: 'say_provider', route: paypal })).toMatchObject({ kind: 'decided' });
    expect(await world.task()).toMatchObject({
      state: { name: 'awaiting_refund' },
      facts: { payment: { ...paypal, portalClosesOn: '2027-05-01' }, located: { paymentId: 'CAP-1' } },
    });
    await world.say({ refunds: [aProviderRefund()] });
    const { state, bookings } = await world.task();
    expect(state).toEqual({ name: 'matched' });
    expect(balanceOf(bookings)).toBe(0);
    expect(balanceOf(bookings.filter(({ provider }) => provider === undefined))).toBe(0);
  });

  it('is remembered for later payments by the same method, and for no other', async () => {
    const world = await aWorld();
    await world.decide({ kind: 'say_provider', route: paypal });
    await world.credit(
      { creditNoteId: 'CN-2', orderNumber: 'ORD00124' },
      { orderNumber: 'ORD00124', payments: klarna },
    );
    expect(await world.task('CN-2')).toMatchObject({ state: { name: 'awaiting_refund' }, facts: { payment: paypal } });
    const other = klarna.map((payment) => ({ ...payment, method: 'voucher' }));
    await world.credit({ creditNoteId: 'CN-3', orderNumber: 'ORD00125' }, { orderNumber: 'ORD00125', payments: other });
    expect((await world.task('CN-3')).state).toEqual({ name: 'on_hold', reason: 'provider_unknown' });
  });

  it('tells the others that wait for the same answer at once, and the rest at their next look', async () => {
    const world = await aWorld();
    for (const number of [2, 3]) {
      const orderNumber = `ORD0012${number + 2}`;
      await world.credit({ creditNoteId: `CN-${number}`, orderNumber }, { orderNumber, payments: klarna });
    }
    const seen = tagOfTask(await world.task());
    const decider = { shop: world.shop, by: 'anna', isAdmin: false, seen };
    await sayProvider(world, decider, { taskId: id.task('CN-1~1'), route: paypal });
    for (const caseId of ['CN-1', 'CN-2', 'CN-3']) {
      expect((await world.task(caseId)).state).toEqual({ name: 'awaiting_refund' });
    }
    await sayProvider(world, decider, { taskId: id.task('CN-1~1'), route: paypal });
    expect((await world.task('CN-2')).facts.payment).toMatchObject(paypal);
  });

  it('is taken by a refund at its next look, that nobody told', async () => {
    const world = await aWorld();
    await world.table.transact([
      writeOfSaidRoute(world.shopId, 'paylater', { route: paypal, by: 'ben', at: world.clock.now() }),
    ]);
    await world.look('CN-1');
    expect(await world.task()).toMatchObject({ state: { name: 'awaiting_refund' }, facts: { payment: paypal } });
    await world.look('CN-1');
    const { version } = await world.task();
    await world.look('CN-1');
    expect((await world.task()).version).toBe(version);
  });

  it('may go back by bank transfer', async () => {
    const world = await aWorld();
    await world.decide({ kind: 'say_provider', route: { refundMode: 'manual' } });
    expect(await world.task()).toMatchObject({
      state: { name: 'awaiting_refund' },
      facts: { payment: { refundMode: 'manual' } },
    });
  });

  it('is said once: the same again answers as before, something else is refused', async () => {
    const world = await aWorld();
    await world.decide({ kind: 'say_provider', route: paypal });
    const { version } = await world.task();
    expect(await world.decide({ kind: 'say_provider', route: paypal }, 'ben')).toMatchObject({ kind: 'decided' });
    expect((await world.task()).version).toBe(version);
    const app = { ...paypal, refundMode: 'app' } as const;
    expect(await world.decide({ kind: 'say_provider', route: app })).toEqual({
      kind: 'refused',
      code: 'provider_known',
    });
  });

  it('stays said when the credit note is changed in eCom afterwards, by whose plan nobody knows it', async () => {
    const ecom = readingsOfOneOrder();
    const order = anOrder({ payments: [aPayment({ method: 'paylater', provider: undefined, account: undefined })] });
    await ecom.record({ order, creditNotes: [anObservedCreditNote()] });
    await ecom.openTasks();
    const [open] = await ecom.tasks();
    if (open === undefined) throw new Error('There is no task.');
    const decider = {
      shop: { ...aShop({ providers }), shopId: ecom.shopId },
      by: 'anna',
      isAdmin: false,
      seen: tagOfTask(open),
    };
    await sayProvider(ecom, decider, { taskId: open.facts.taskId, route: paypal });
    const lines = [{ orderLineId: id.line('1'), quantity: 2, amountMinor: 2000 }];
    await ecom.record({ order, creditNotes: [anObservedCreditNote({ totalMinor: 2000, lines })] });
    expect(await ecom.tasks()).toMatchObject([
      { state: { name: 'awaiting_refund' }, facts: { payment: { ...paypal, amountMinor: 2000 } } },
    ]);
  });

  it('is not said any more of one that is over', async () => {
    const world = await aWorld();
    await world.decide({ kind: 'close', ending: 'exchanged' });
    expect(await world.decide({ kind: 'say_provider', route: paypal })).toEqual({
      kind: 'refused',
      code: 'task_not_open',
    });
  });

  it('is made by none but an account of the shop', async () => {
    const world = await aWorld();
    for (const route of [
      { ...paypal, account: 'second' },
      { refundMode: 'portal' },
      { ...paypal, refundMode: 'manual' },
    ] as const) {
      expect(await world.decide({ kind: 'say_provider', route })).toEqual({
        kind: 'refused',
        code: 'account_not_known',
      });
    }
  });
});
