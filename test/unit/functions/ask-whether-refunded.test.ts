import { describe, expect, it } from 'vitest';
import { recordTaskDecision } from '../../../functions/record-decision/decide-on-task.ts';
import { sayProvider } from '../../../functions/record-decision/say-provider.ts';
import { toDoPage } from '../../../functions/show-console/to-do-page.ts';
import { tagOfTask } from '../../../shared/stores/task-tag.ts';
import { viewsOf } from '../../../shared/views/task-view.ts';
import { viewedShop } from '../../../shared/views/viewed-shop.ts';
import { anObservedCreditNote } from '../../support/observed-orders.ts';
import { anOrder, aPayment, aShop, id } from '../../support/orders.ts';
import { providerWorld } from '../../support/provider-world.ts';
import { readingsOfOneOrder } from '../../support/readings.ts';
import { visitOf } from '../../support/visits.ts';

const aDayMilliseconds = 24 * 3600 * 1000;
const method = {
  ecomPaymentId: 'lightspeedpayments',
  provider: 'lightspeed_payments',
  account: 'main',
  refundMode: 'native',
} as const;
const paid = [
  { kind: 'provider', method: 'lightspeedpayments', amountMinor: 2500, paidAt: '2026-11-02T15:00:00.000Z' },
];
const question = 'Was the Refund switch of the credit note on in eCom?';

/** CN-1 gives back 10.00 of a payment that eCom itself refunds. */
async function aWorld() {
  const changes = { paymentMethods: [method] };
  const world = providerWorld(changes);
  await world.credit({}, { payments: paid });
  const shop = { ...aShop(changes), shopId: world.shopId };
  const decider = async () => ({ shop, by: 'anna', isAdmin: false, seen: tagOfTask(await world.task()) });
  const view = async () => {
    const shown = viewedShop(world.shopId, shop, world.clock.now());
    const [each] = await viewsOf(world.table, shown, [await world.task()]);
    return each;
  };
  const page = async () => {
    const visit = visitOf({ language: 'en', locale: 'en-IE' }, { role: 'operator' });
    const today = { ...visit.shop, today: viewedShop(world.shopId, shop, world.clock.now()).today };
    return (await toDoPage(world.table, { ...visit, shop: today })).body;
  };
  return { ...world, shop, decider, view, page };
}

describe('a refund that eCom itself makes', () => {
  it('is nobody’s job on its first day, and cannot be taken', async () => {
    const world = await aWorld();
    const body = await world.page();
    expect(body).toContain('Expected without you');
    expect(body).not.toContain(question);
    expect(body).not.toContain('Take it');
    expect(await world.view()).toMatchObject({ asksWhetherRefunded: false });
  });

  it('is asked about in the back office from the day after on, while nothing confirms it', async () => {
    const world = await aWorld();
    world.clock.advance(aDayMilliseconds);
    const body = await world.page();
    expect(body).toContain('In the eCom back office');
    expect(body).toContain(question);
    expect(await world.view()).toMatchObject({ asksWhetherRefunded: true });
  });

  it('is reported when eCom has made it, and asked about no more', async () => {
    const world = await aWorld();
    world.clock.advance(aDayMilliseconds);
    const said = { kind: 'report', amountMinor: 1000, refundedOn: '2026-11-12' } as const;
    expect(await recordTaskDecision(world, await world.decider(), id.task('CN-1~1'), said)).toMatchObject({
      kind: 'decided',
      task: { state: { name: 'reported' } },
    });
    expect(await world.page()).not.toContain(question);
  });

  it('goes back by hand when its switch was off; later ones are expected as before', async () => {
    const world = await aWorld();
    world.clock.advance(aDayMilliseconds);
    const answer = { taskId: id.task('CN-1~1'), route: { refundMode: 'manual' } } as const;
    expect(await sayProvider(world, await world.decider(), answer)).toMatchObject({ kind: 'decided' });
    expect((await world.task()).facts.payment).toMatchObject({ refundMode: 'manual' });
    const body = await world.page();
    expect(body).toContain('At the bank');
    expect(body).not.toContain(question);
    await world.credit({ creditNoteId: 'CN-2', orderNumber: 'ORD00124' }, { orderNumber: 'ORD00124', payments: paid });
    expect((await world.task('CN-2')).facts.payment).toMatchObject({ refundMode: 'native' });
  });

  it('is given to nobody else: a portal refund as well would pay twice', async () => {
    const world = await aWorld();
    const route = { refundMode: 'portal', provider: 'paypal', account: 'main' } as const;
    const decider = { ...(await world.decider()) };
    const shop = { ...decider.shop, providers: [{ provider: 'paypal', account: 'main', exclusive: false }] };
    expect(await sayProvider(world, { ...decider, shop }, { taskId: id.task('CN-1~1'), route })).toEqual({
      kind: 'refused',
      code: 'provider_known',
    });
  });

  it('stays by hand when its credit note is changed in eCom afterwards', async () => {
    const ecom = readingsOfOneOrder();
    const shop = aShop({ paymentMethods: [method] });
    const payment = aPayment({ method: 'lightspeedpayments', provider: undefined, account: undefined });
    const order = anOrder({ payments: [payment] });
    await ecom.record({ order, creditNotes: [anObservedCreditNote()] }, 'webhook', shop);
    await ecom.openTasks();
    const [open] = await ecom.tasks();
    if (open === undefined) throw new Error('There is no task.');
    const decider = { shop: { ...shop, shopId: ecom.shopId }, by: 'anna', isAdmin: false, seen: tagOfTask(open) };
    await sayProvider(ecom, decider, { taskId: open.facts.taskId, route: { refundMode: 'manual' } });
    const lines = [{ orderLineId: id.line('1'), quantity: 2, amountMinor: 2000 }];
    await ecom.record({ order, creditNotes: [anObservedCreditNote({ totalMinor: 2000, lines })] }, 'webhook', shop);
    expect(await ecom.tasks()).toMatchObject([{ facts: { payment: { refundMode: 'manual', amountMinor: 2000 } } }]);
  });
});
