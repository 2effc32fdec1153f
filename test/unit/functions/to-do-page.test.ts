import { describe, expect, it } from 'vitest';
import { toDoFilterSchema } from '../../../functions/show-console/to-do-filter.ts';
import { toDoPage } from '../../../functions/show-console/to-do-page.ts';
import { decisionWorld } from '../../support/decision-world.ts';
import { providerWorld } from '../../support/provider-world.ts';
import { visitOf } from '../../support/visits.ts';

const english = { language: 'en', locale: 'en-IE' } as const;
const jobsOn = (body: string): readonly string[] =>
  [...body.matchAll(/id="job-([^"]+)"/g)].map(([, taskId = '']) => taskId);

it('shows the customers of more refunds than one read of the table takes', async () => {
  const world = providerWorld();
  for (let number = 1; number <= 101; number += 1) {
    const orderNumber = `ORD${1000 + number}`;
    const customer = { name: `Customer ${number}`, email: 'one@example.com' };
    await world.credit({ creditNoteId: `CN-${number}`, orderNumber }, { orderNumber, customer });
  }
  const { body } = await toDoPage(world.table, visitOf(english));
  for (const name of ['Customer 1<', 'Customer 101<']) expect(body).toContain(name);
  expect(jobsOn(body)).toHaveLength(101);
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
