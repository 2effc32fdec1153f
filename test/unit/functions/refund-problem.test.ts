import { describe, expect, it } from 'vitest';
import { recordTaskDecision } from '../../../functions/record-decision/decide-on-task.ts';
import { refundProblemPage } from '../../../functions/show-console/refund-problem-page.ts';
import { leadOfProblem, problemsOf, refundProblems } from '../../../shared/domain/refund-problem.ts';
import type { TaskDecision } from '../../../shared/domain/task-decision.ts';
import { tagOfTask } from '../../../shared/stores/task-tag.ts';
import { aShop, id } from '../../support/orders.ts';
import { aProviderPayment, aProviderRefund, paidWithoutId, providerWorld } from '../../support/provider-world.ts';
import { visitOf } from '../../support/visits.ts';

const taskId = id.task('CN-1~1');
const english = { language: 'en', locale: 'en-IE' } as const;
const providers = [{ provider: 'paypal', account: 'main', exclusive: false }];
const payment = { kind: 'say_payment', provider: 'paypal', account: 'main', paymentId: 'CAP-7' } as const;

/** CN-1 gives back 10.00 of a payment by PayPal whose id nobody knows. */
async function aWorld() {
  const world = providerWorld({ providers });
  await world.credit({}, { payments: paidWithoutId });
  const shop = { ...aShop({ providers }), shopId: world.shopId };
  const decide = async (decision: TaskDecision, about = taskId) => {
    const seen = tagOfTask(await world.task(about.split('~')[0]));
    world.clock.advance(1000);
    return recordTaskDecision(world, { shop, by: 'anna', isAdmin: false, seen }, about, decision);
  };
  const page = async () => {
    const visit = visitOf(english, { role: 'operator' });
    return (await refundProblemPage(world.table, visit, taskId))?.body ?? '';
  };
  return { ...world, decide, page };
}

describe('the reasons why a refund cannot be made', () => {
  it('are those of its provider, each of which leads on', () => {
    const portal = (provider: string) => problemsOf({ refundMode: 'portal', provider });
    expect(portal('paypal')).toContain('window_closed');
    expect(portal('mollie')).toContain('refused_as_duplicate');
    expect(portal('stripe')).not.toContain('window_closed');
    expect(portal('klarna')).toEqual(['not_found', 'already_refunded', 'less_refundable', 'ended_otherwise']);
    expect(problemsOf({ refundMode: 'app', provider: 'mollie' })).toEqual(['ended_otherwise']);
    expect(Object.keys(leadOfProblem)).toEqual([...refundProblems]);
  });

  it('stand on a page of their own, with what follows from each', async () => {
    const world = await aWorld();
    const body = await world.page();
    expect(body).toContain('I do not find the transaction.');
    expect(body).toContain('The payment is too old for the portal.');
    expect(body).toContain('data-action="/shops/demo/refund-tasks/CN-1~1/say-payment"');
    await world.decide({ kind: 'close', ending: 'exchanged' });
    expect(await world.page()).toContain('This refund is over.');
  });
});

describe('a transaction that a person found', () => {
  it('is the task’s own: its refund is matched', async () => {
    const world = await aWorld();
    expect(await world.decide(payment)).toMatchObject({ kind: 'decided' });
    expect((await world.task()).facts.located).toMatchObject({ paymentId: 'CAP-7', by: 'person' });
    await world.say({ refunds: [aProviderRefund({ paymentId: 'CAP-7' })] });
    expect((await world.task()).state).toEqual({ name: 'matched' });
  });

  it('is said again as before, and corrected while nothing is proven', async () => {
    const world = await aWorld();
    await world.decide(payment);
    const { version } = await world.task();
    await world.decide(payment);
    expect((await world.task()).version).toBe(version);
    await world.decide({ ...payment, paymentId: 'CAP-8' });
    expect((await world.task()).facts.located).toMatchObject({ paymentId: 'CAP-8' });
    await world.say({ refunds: [aProviderRefund({ paymentId: 'CAP-8' })] });
    expect(await world.decide(payment)).toEqual({ kind: 'refused', code: 'task_not_open' });
  });

  it('is not said where the order itself names it', async () => {
    const world = await aWorld();
    await world.credit({ creditNoteId: 'CN-2', orderNumber: 'ORD00124' }, { orderNumber: 'ORD00124' });
    expect(await world.decide(payment, id.task('CN-2~1'))).toEqual({ kind: 'refused', code: 'payment_known' });
  });

  it('cannot be that of another order, nor at an account that the shop does not have', async () => {
    const world = await aWorld();
    await world.credit({ creditNoteId: 'CN-2', orderNumber: 'ORD00124' }, { orderNumber: 'ORD00124' });
    await world.say({ payments: [aProviderPayment({ paymentId: 'CAP-7', references: ['ORD00124'] })] });
    expect(await world.decide(payment)).toEqual({ kind: 'refused', code: 'payment_of_other_order' });
    expect(await world.decide({ ...payment, account: 'other' })).toEqual({
      kind: 'refused',
      code: 'account_not_known',
    });
  });
});

describe('a refund that the portal does not make any more', () => {
  it('goes back by hand, and says nothing about later ones', async () => {
    const world = await aWorld();
    await world.decide({ kind: 'say_provider', route: { refundMode: 'manual' } });
    expect((await world.task()).facts.payment.refundMode).toBe('manual');
    await world.credit(
      { creditNoteId: 'CN-2', orderNumber: 'ORD00124' },
      { orderNumber: 'ORD00124', payments: paidWithoutId },
    );
    expect((await world.task('CN-2')).facts.payment.refundMode).toBe('portal');
  });
});
