import * as z from 'zod';
import type { SimulatedAnswer, SimulatedRequest, Simulator } from '../simulator.ts';
import { answerPortal } from './portal.ts';
import { answerApi } from './provider-api.ts';
import { announce, announceDispute, takeDeliveries } from './provider-deliveries.ts';
import {
  accountPath,
  deliveryModes,
  dispute,
  disputeStatuses,
  failRefund,
  type ProviderAccountSettings,
  type ProviderAccountState,
} from './provider-state.ts';

/** What follows the path of an account where its portal is, for people. */
export const portalPath = '/_portal';

const paymentSchema = z.strictObject({
  paymentId: z.string().min(1),
  amountMinor: z.int().positive(),
  currency: z.string().length(3),
  paidAt: z.iso.datetime({ offset: true }),
  reference: z.string().min(1),
  customerName: z.string(),
  customerEmail: z.string().optional(),
});

const doors = {
  '/_payments': paymentSchema,
  '/_refund-failures': z.strictObject({ refundId: z.string() }),
  '/_disputes': z.strictObject({ paymentId: z.string(), status: z.enum(disputeStatuses) }),
  '/_delivery-mode': z.strictObject({ mode: z.enum(deliveryModes) }),
} as const;

/**
 * The accounts of shops at their payment providers: what each provider's own API answers, its webhooks, and a portal in
 * which people refund. It knows nothing of Avoir: calls wait in it until a host takes them. Below the path of an account:
 * its API as the provider has it, `/_portal` for people, and for tests `/_payments` (a customer pays),
 * `/_delivery-mode`, `/_deliveries`, and at Stripe `/_refund-failures` and `/_disputes`.
 */
export function simulateProviders(accounts: readonly ProviderAccountSettings[]): Simulator {
  const states = accounts.map((settings): readonly [string, ProviderAccountState] => [
    accountPath(settings),
    { settings, payments: new Map(), disputes: new Map(), deliveries: [], deliveryMode: 'normal', refundCount: 0 },
  ]);
  let changes = 0;
  return {
    handle(request, nowMilliseconds) {
      const { pathname } = new URL(request.url);
      const [own, state] = states.find(([path]) => pathname.startsWith(`${path}/`)) ?? [];
      if (own === undefined || state === undefined) return plain(404, 'There is no such account.');
      const path = pathname.slice(own.length);
      const now = new Date(nowMilliseconds).toISOString();
      if (!path.startsWith('/_')) return answerApi(state, request, path);
      // Taking nothing changes nothing, and a host asks all the time.
      const isIdle = path === '/_deliveries' && state.deliveries.length === 0;
      if (request.method === 'POST' && !isIdle) changes += 1;
      if (path.startsWith(portalPath)) return answerPortal(state, request, path.slice(portalPath.length), now);
      return told(state, request, path, now);
    },
    changes: () => changes,
  };
}

function told(state: ProviderAccountState, request: SimulatedRequest, path: string, now: string): SimulatedAnswer {
  const read = <Schema extends z.ZodType>(schema: Schema) => schema.safeParse(JSON.parse(request.body || '{}'));
  if (path === '/_deliveries') return json({ deliveries: takeDeliveries(state) });
  if (path === '/_delivery-mode') {
    const parsed = read(doors[path]);
    if (!parsed.success) return plain(422, z.prettifyError(parsed.error));
    state.deliveryMode = parsed.data.mode;
    return json({ mode: state.deliveryMode });
  }
  if (state.settings.provider === 'stripe' && (path === '/_refund-failures' || path === '/_disputes')) {
    return happened(state, request, path, now);
  }
  if (path !== '/_payments') return plain(404, 'There is no such door.');
  const parsed = read(doors[path]);
  if (!parsed.success) return plain(422, z.prettifyError(parsed.error));
  const { paymentId } = parsed.data;
  // The same payment told again is the same payment.
  if (!state.payments.has(paymentId)) {
    const payment = { ...parsed.data, customerEmail: parsed.data.customerEmail, refunds: [] };
    state.payments.set(paymentId, payment);
    announce(state, payment, { refund: undefined, now });
  }
  return json({ paymentId });
}

/** What goes wrong with money at Stripe after it had moved. */
function happened(
  state: ProviderAccountState,
  { body }: SimulatedRequest,
  path: '/_refund-failures' | '/_disputes',
  now: string,
): SimulatedAnswer {
  if (path === '/_refund-failures') {
    const parsed = doors[path].safeParse(JSON.parse(body || '{}'));
    const failed = parsed.data && failRefund(state, parsed.data.refundId);
    if (failed === undefined) return plain(422, 'There is no such refund.');
    announce(state, failed.payment, { refund: failed.refund, now });
    return json({ refundId: failed.refund.refundId });
  }
  const parsed = doors[path].safeParse(JSON.parse(body || '{}'));
  const told = parsed.data && dispute(state, { ...parsed.data, now });
  if (told === undefined) return plain(422, 'There is no such payment.');
  announceDispute(state, told, now);
  return json({ disputeId: told.disputeId });
}

const json = (body: unknown): SimulatedAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const plain = (status: number, body: string): SimulatedAnswer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body,
});
