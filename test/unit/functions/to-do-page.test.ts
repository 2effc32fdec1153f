import { describe, expect, it } from 'vitest';
import { toDoFilterSchema } from '../../../functions/show-console/to-do-filter.ts';
import { toDoPage } from '../../../functions/show-console/to-do-page.ts';
import { decisionWorld } from '../../support/decision-world.ts';
import { providerWorld } from '../../support/provider-world.ts';
import { visitOf } from '../../support/visits.ts';

const english = { language: 'en', locale: 'en-IE' } as const;
const jobsOn = (body: string): readonly string[] =>
  [...body.matchAll(/id="job-([^"]+)"/g)].map(([, taskId = '']) => taskId);

describe('a list of more refunds than one page shows', () => {
  /** A hundred and one refunds of as many orders, the later ones due a day later than the earlier ones. */
  async function manyRefunds() {
    const world = providerWorld();
    for (let number = 1; number <= 101; number += 1) {
      if (number === 51) world.clock.advance(24 * 3600 * 1000);
      const orderNumber = `ORD${1000 + number}`;
      const customer = { name: `Customer ${number}`, email: 'one@example.com' };
      const note = { creditNoteId: `CN-${number}`, orderNumber, issuedAt: world.clock.now() };
      await world.credit(note, { orderNumber, customer });
    }
    return async (query: Readonly<Record<string, string>>) => {
      const filter = toDoFilterSchema.parse(query);
      const { body } = await toDoPage(world.table, visitOf(english, { role: 'operator' }), filter);
      return { body, jobs: jobsOn(body), isUrgent: jobsOn(body).every((taskId) => numberOf(taskId) <= 50) };
    };
  }
  const numberOf = (taskId: string): number => Number(/^CN-(\d+)/.exec(taskId)?.[1]);

  it('shows the most urgent ones and how many there are, small enough for a phone', async () => {
    const page = await manyRefunds();
    const { body, jobs, isUrgent } = await page({});
    expect([jobs.length, isUrgent]).toEqual([25, true]);
    expect(body).toContain('1–25 / 101');
    expect(body.length).toBeLessThan(100_000);
    expect(body).toContain('data-fresh="5"');
  });

  it('leads to all of them, page by page', async () => {
    const page = await manyRefunds();
    const seen = new Set<string>();
    for (const from of ['0', '25', '50', '75', '100']) {
      for (const taskId of (await page({ place: 'provider_portal', from })).jobs) seen.add(taskId);
    }
    expect(seen.size).toBe(101);
  });
});

describe('the refunds that somebody asks for', () => {
  /** CN-1, which Anna took, at PayPal; CN-2, which nobody did, at Stripe and of long ago. */
  async function jobsFor(query: Readonly<Record<string, string>>) {
    const world = await decisionWorld();
    const payments = [
      { kind: 'provider', provider: 'stripe', account: 'main', amountMinor: 2500, providerPaymentId: 'pi' },
    ];
    const note = { creditNoteId: 'CN-2', orderNumber: 'ORD00200', issuedAt: '2026-10-01T09:00:00.000Z' };
    await world.credit(note, {
      orderNumber: 'ORD00200',
      placedAt: '2026-09-20T09:00:00.000Z',
      payments: payments.map((each) => ({ ...each, method: 'stripe', paidAt: '2026-09-20T09:00:00.000Z' })),
    });
    await world.decide({ kind: 'take' });
    const filter = toDoFilterSchema.parse(query);
    const { body } = await toDoPage(world.table, visitOf(english, { subject: 'anna', role: 'operator' }), filter);
    return jobsOn(body).toSorted();
  }

  it.each([
    [{}, ['CN-1~1', 'CN-2~1']],
    [{ provider: '', who: '' }, ['CN-1~1', 'CN-2~1']],
    [{ provider: 'stripe' }, ['CN-2~1']],
    [{ who: 'mine' }, ['CN-1~1']],
    [{ who: 'nobody' }, ['CN-2~1']],
    [{ overdue: 'on' }, ['CN-2~1']],
    [{ provider: 'paypal', who: 'nobody' }, []],
  ])('by %o are shown, and no others', async (query, expected) => {
    expect(await jobsFor(query)).toEqual(expected);
  });
});
