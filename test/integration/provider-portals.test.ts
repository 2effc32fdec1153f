import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { type Machine, startMachine } from '../../infra/local/machine.ts';
import { aCreditNoteBody, aSnapshot } from '../support/requests.ts';

let machine: Machine;
let accounts: readonly z.infer<typeof accountSchema>[];

const accountSchema = z.object({ shopId: z.string(), provider: z.string(), url: z.string(), portalUrl: z.string() });
const taskSchema = z.object({
  taskId: z.string(),
  etag: z.string(),
  state: z.object({ name: z.string() }),
  restMinor: z.int(),
  located: z.object({ paymentId: z.string(), by: z.string() }).optional(),
  locateBy: z.object({ portalLink: z.string().optional() }),
  matches: z.array(z.object({ state: z.string() })),
});
const caseSchema = z.object({
  tasks: z.tuple([taskSchema]),
  differences: z.array(z.object({ reason: z.string(), state: z.string() })),
});

beforeAll(async () => {
  machine = await startMachine({ port: 0 });
  const { providers } = z.object({ providers: z.array(accountSchema) }).parse(await api('/_simulators'));
  accounts = providers;
});
afterAll(async () => {
  await machine.stop();
});

async function api(path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const response = await fetch(new URL(path, machine.url), {
    headers: { authorization: `Bearer ${machine.token}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  return response.json();
}

const accountAt = (provider: string) => {
  const found = accounts.find((account) => account.shopId === 'demo' && account.provider === provider);
  if (found === undefined) throw new Error(`The demo shop has no simulated account at ${provider}.`);
  return found;
};

/** A customer pays an order of 25.00 at a provider, whose id eCom does not know unless it is `known`; 10.00 of it is credited. */
async function credited(
  provider: string,
  number: string,
  paymentId: string,
  known: Readonly<{ providerPaymentId?: string }> = {},
) {
  const paidAt = new Date(Date.now() - 3 * 86_400_000).toISOString();
  const paid = {
    paymentId,
    amountMinor: 2500,
    currency: 'EUR',
    paidAt,
    reference: number,
    customerName: 'Camille Exemple',
  };
  await fetch(`${accountAt(provider).url}/_payments`, { method: 'POST', body: JSON.stringify(paid) });
  const payment = { kind: 'provider', method: provider, amountMinor: 2500, paidAt, ...known };
  const order = aSnapshot({ orderNumber: number, payments: [payment] });
  await api('/shops/demo/credit-notes', aCreditNoteBody({ creditNoteId: `CN-${number}`, orderNumber: number, order }));
  await vi.waitFor(async () => expect((await caseOf(number)).tasks).toHaveLength(1), waiting);
}

const waiting = { timeout: 20_000, interval: 200 };
const caseOf = async (number: string) => caseSchema.parse(await api(`/shops/demo/cases/CN-${number}`));

/** What a merchant does in the portal. */
async function refundInPortal(provider: string, paymentId: string, amount: string): Promise<number> {
  const response = await fetch(`${accountAt(provider).portalUrl}/payments/${paymentId}/refunds`, {
    method: 'POST',
    body: new URLSearchParams({ amount, note: '' }),
    redirect: 'manual',
  });
  return response.status;
}

const stateOf = async (number: string) => (await caseOf(number)).tasks[0].state.name;

describe('a refund made in the portal of a provider that tells of it', () => {
  const providers = [
    { provider: 'stripe', paymentId: 'pi_portal', number: 'ORD00801' },
    { provider: 'mollie', paymentId: 'tr_portal', number: 'ORD00802' },
    { provider: 'adyen', paymentId: 'PSPPORTAL0000001', number: 'ORD00803' },
  ];

  it.each(providers)('$provider: located by the order’s number, seen, matched', async (each) => {
    const { provider, paymentId, number } = each;
    await credited(provider, number, paymentId);
    await vi.waitFor(async () => {
      const [task] = (await caseOf(number)).tasks;
      if (provider !== 'mollie') expect(task.located).toEqual({ paymentId, by: 'reference' });
    }, waiting);
    expect(await refundInPortal(provider, paymentId, '10,00')).toBe(303);
    await vi.waitFor(async () => expect(await stateOf(number)).toBe('matched'), waiting);
    const [task] = (await caseOf(number)).tasks;
    expect(task.locateBy.portalLink).toBe(`${accountAt(provider).portalUrl}/payments/${paymentId}`);
  });

  it('of another amount is proposed, and the difference is raised', async () => {
    await credited('stripe', 'ORD00804', 'pi_short');
    await refundInPortal('stripe', 'pi_short', '9.00');
    await vi.waitFor(async () => {
      const { tasks, differences } = await caseOf('ORD00804');
      expect(tasks[0].matches).toMatchObject([{ state: 'proposed' }]);
      expect(differences).toContainEqual({ reason: 'amount_mismatch', state: 'open' });
    }, waiting);
  });

  it('more than the payment carries is refused by the portal', async () => {
    expect(await refundInPortal('stripe', 'pi_short', '16.01')).toBe(422);
    expect(await refundInPortal('stripe', 'pi_short', 'ten')).toBe(422);
  });
});

describe('a refund made in the portal of a provider that only answers', () => {
  const act = async (number: string, action: string, body: unknown = {}) => {
    const [{ taskId, etag }] = (await caseOf(number)).tasks;
    const path = `/shops/demo/refund-tasks/${encodeURIComponent(taskId)}/${action}`;
    return api(path, body, { 'if-match': `"${etag}"` });
  };
  const done = { amountMinor: 1000, refundedOn: new Date().toISOString().slice(0, 10) };

  it('PayPal: located in the list of the day when somebody takes it, seen when they say that it was made', async () => {
    await credited('paypal', 'ORD00805', 'CAPPORTAL00000001');
    expect(await act('ORD00805', 'take')).toMatchObject({ payment: { kind: 'answered' } });
    await refundInPortal('paypal', 'CAPPORTAL00000001', '10.00');
    expect(await act('ORD00805', 'report', done)).toMatchObject({ state: { name: 'matched' } });
  });

  it('Klarna: which lists nothing, says what was given back of the order that the shop names', async () => {
    await credited('klarna', 'ORD00806', 'kp-portal', { providerPaymentId: 'kp-portal' });
    await refundInPortal('klarna', 'kp-portal', '10.00');
    expect(await act('ORD00806', 'take')).toMatchObject({
      state: { name: 'matched' },
      payment: { kind: 'answered', refundedMinor: 1000, refundableMinor: 1500 },
    });
  });

  it('Klarna: waits for its report where nothing names the order', async () => {
    await credited('klarna', 'ORD00807', 'kp-portal-2');
    expect(await act('ORD00807', 'take')).toMatchObject({
      payment: { kind: 'not_asked', reason: 'payment_not_located' },
    });
  });
});
