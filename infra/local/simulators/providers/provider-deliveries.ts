import { createHmac } from 'node:crypto';
import { adyenItem, stripeCharge, stripeDispute, stripeRefund } from './provider-objects.ts';
import type {
  ProviderAccountState,
  ProviderDelivery,
  SimulatedDispute,
  SimulatedPayment,
  SimulatedRefund,
} from './provider-state.ts';

type Told = Readonly<{ headers: Readonly<Record<string, string>>; body: string }>;

/**
 * Puts a webhook call on its way when a payment came in or was refunded, signed as the provider signs. Klarna has none, and
 * PayPal's could be told from a forged one only by a certificate of PayPal's own: those two are asked instead.
 */
export function announce(
  state: ProviderAccountState,
  payment: SimulatedPayment,
  { refund, now }: Readonly<{ refund: SimulatedRefund | undefined; now: string }>,
): void {
  const told = toldBy(state, payment, { refund, now, secret: state.settings.webhookSecret ?? '' });
  if (told !== undefined) putOnItsWay(state, told);
}

/** The same when Stripe tells of a dispute; the other providers' are not simulated. */
export function announceDispute(state: ProviderAccountState, dispute: SimulatedDispute, now: string): void {
  const payment = state.payments.get(dispute.paymentId);
  if (payment === undefined) return;
  const type = dispute.status === 'needs_response' ? 'charge.dispute.created' : 'charge.dispute.closed';
  const object = stripeDispute(payment, dispute);
  putOnItsWay(state, signedByStripe({ type, object }, { now, secret: state.settings.webhookSecret ?? '' }));
}

function putOnItsWay(state: ProviderAccountState, told: Told): void {
  const { shopId, provider, webhookKey } = state.settings;
  if (webhookKey === undefined || state.deliveryMode === 'lost') return;
  const path = `/webhooks/providers/${provider}/${shopId}/${encodeURIComponent(webhookKey)}`;
  const delivery: ProviderDelivery = { path, ...told };
  if (state.deliveryMode === 'reordered') state.deliveries.unshift(delivery);
  else state.deliveries.push(delivery);
  if (state.deliveryMode === 'duplicated') state.deliveries.push(delivery);
}

function toldBy(
  { settings }: ProviderAccountState,
  payment: SimulatedPayment,
  { refund, now, secret }: Readonly<{ refund: SimulatedRefund | undefined; now: string; secret: string }>,
): Told | undefined {
  switch (settings.provider) {
    case 'stripe':
      return signedByStripe(saidByStripe(payment, refund), { now, secret });
    case 'mollie':
      // The classic webhook: unsigned, and it says only which payment something happened to.
      return {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ id: payment.paymentId }).toString(),
      };
    case 'adyen':
      return signedByAdyen(payment, refund, { account: settings.account, secret });
    case 'paypal':
    case 'klarna':
      return undefined;
  }
}

type StripeEvent = Readonly<{ type: string; object: Readonly<{ id: string; object: string }> }>;

function saidByStripe(payment: SimulatedPayment, refund: SimulatedRefund | undefined): StripeEvent {
  if (refund === undefined) return { type: 'charge.succeeded', object: stripeCharge(payment) };
  return { type: refund.isFailed ? 'refund.failed' : 'refund.created', object: stripeRefund(payment, refund) };
}

function signedByStripe(
  { type, object }: StripeEvent,
  { now, secret }: Readonly<{ now: string; secret: string }>,
): Told {
  const created = Math.floor(Date.parse(now) / 1000);
  const id = `evt_${object.id}`;
  const body = JSON.stringify({ id, object: 'event', type, created, livemode: true, data: { object } });
  const signature = createHmac('sha256', secret).update(`${created}.${body}`).digest('hex');
  return {
    headers: { 'content-type': 'application/json', 'stripe-signature': `t=${created},v1=${signature}` },
    body,
  };
}

function signedByAdyen(
  payment: SimulatedPayment,
  refund: SimulatedRefund | undefined,
  { account, secret }: Readonly<{ account: string; secret: string }>,
): Told {
  const item = adyenItem(payment, refund, account);
  const signed = [
    item.pspReference,
    item.originalReference,
    item.merchantAccountCode,
    item.merchantReference,
    item.amount.value,
    item.amount.currency,
    item.eventCode,
    item.success,
  ].join(':');
  const hmacSignature = createHmac('sha256', Buffer.from(secret, 'hex')).update(signed).digest('base64');
  const NotificationRequestItem = { ...item, additionalData: { hmacSignature } };
  return {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ live: 'true', notificationItems: [{ NotificationRequestItem }] }),
  };
}

/** Takes the calls that wait off their way, to be sent by the host. */
export function takeDeliveries(state: ProviderAccountState): readonly ProviderDelivery[] {
  const waiting = state.deliveries;
  state.deliveries = [];
  return waiting;
}
