import { toDecimalText } from '../../../../shared/domain/money.ts';
import {
  refundedMinorOf,
  type SimulatedDispute,
  type SimulatedPayment,
  type SimulatedRefund,
} from './provider-state.ts';

const secondsOf = (instant: string): number => Math.floor(Date.parse(instant) / 1000);
const decimal = (minor: number, currency: string): string => toDecimalText({ minor, currency });

/** A charge as Stripe shows it (facts §2), made from its documentation; `pi_…` payments name their intent. */
export function stripeCharge(payment: SimulatedPayment) {
  const { paymentId, amountMinor, currency, paidAt, reference, customerName, customerEmail } = payment;
  const isIntent = paymentId.startsWith('pi_');
  return {
    object: 'charge',
    id: isIntent ? `ch_${paymentId.slice('pi_'.length)}` : paymentId,
    amount: amountMinor,
    amount_captured: amountMinor,
    amount_refunded: refundedMinorOf(payment),
    captured: true,
    paid: true,
    refunded: refundedMinorOf(payment) === amountMinor,
    currency: currency.toLowerCase(),
    created: secondsOf(paidAt),
    payment_intent: isIntent ? paymentId : null,
    description: `Order ${reference}`,
    metadata: { order: reference },
    receipt_email: customerEmail ?? null,
    billing_details: { name: customerName, email: customerEmail ?? null },
  };
}

/** A refund as Stripe shows it. */
export function stripeRefund(
  payment: SimulatedPayment,
  { refundId, amountMinor, createdAt, note, isFailed }: SimulatedRefund,
) {
  const charge = stripeCharge(payment);
  return {
    object: 'refund',
    id: refundId,
    amount: amountMinor,
    currency: charge.currency,
    charge: charge.id,
    payment_intent: charge.payment_intent,
    created: secondsOf(createdAt),
    status: isFailed ? 'failed' : 'succeeded',
    reason: 'requested_by_customer',
    metadata: note === '' ? {} : { note },
  };
}

/** A dispute as Stripe shows it. */
export function stripeDispute(
  payment: SimulatedPayment,
  { disputeId, amountMinor, openedAt, status }: SimulatedDispute,
) {
  const charge = stripeCharge(payment);
  return {
    object: 'dispute',
    id: disputeId,
    amount: amountMinor,
    currency: charge.currency,
    charge: charge.id,
    payment_intent: charge.payment_intent,
    created: secondsOf(openedAt),
    status,
  };
}

const mollieAmount = (minor: number, currency: string) => ({ currency, value: decimal(minor, currency) });
const withOffset = (instant: string): string => instant.replace(/\.\d+Z$/, '+00:00');

/** A payment as Mollie shows it (facts §3), with its refunds embedded. */
export function molliePayment(payment: SimulatedPayment) {
  const { paymentId, amountMinor, currency, paidAt, reference, refunds } = payment;
  return {
    resource: 'payment',
    id: paymentId,
    mode: 'live',
    status: 'paid',
    amount: mollieAmount(amountMinor, currency),
    amountRefunded: mollieAmount(refundedMinorOf(payment), currency),
    amountRemaining: mollieAmount(amountMinor - refundedMinorOf(payment), currency),
    description: `Order ${reference}`,
    createdAt: withOffset(paidAt),
    paidAt: withOffset(paidAt),
    _embedded: { refunds: refunds.map((refund) => mollieRefund(payment, refund)), chargebacks: [] },
  };
}

/** A refund as Mollie shows it. */
export function mollieRefund(
  { paymentId, currency, reference }: SimulatedPayment,
  { refundId, amountMinor, createdAt, note }: SimulatedRefund,
) {
  return {
    resource: 'refund',
    id: refundId,
    mode: 'live',
    amount: mollieAmount(amountMinor, currency),
    status: 'refunded',
    description: note === '' ? `Order ${reference}` : note,
    paymentId,
    createdAt: withOffset(createdAt),
  };
}

const paypalAmount = (minor: number, currency: string) => ({
  currency_code: currency,
  value: decimal(minor, currency),
});

/** A capture as PayPal shows it (facts §1). */
export function paypalCapture(payment: SimulatedPayment) {
  const { paymentId, amountMinor, currency, paidAt, reference } = payment;
  const refundedMinor = refundedMinorOf(payment);
  const partly = refundedMinor > 0 ? 'PARTIALLY_REFUNDED' : 'COMPLETED';
  return {
    id: paymentId,
    status: refundedMinor === amountMinor ? 'REFUNDED' : partly,
    amount: paypalAmount(amountMinor, currency),
    invoice_id: reference,
    create_time: paidAt,
    update_time: payment.refunds.at(-1)?.createdAt ?? paidAt,
  };
}

/** A refund as PayPal shows it, its capture named by a link only. */
export function paypalRefund(
  { paymentId, currency, reference }: SimulatedPayment,
  { refundId, amountMinor, createdAt, note }: SimulatedRefund,
) {
  return {
    id: refundId,
    status: 'COMPLETED',
    amount: paypalAmount(amountMinor, currency),
    invoice_id: reference,
    ...(note !== '' && { note_to_payer: note }),
    create_time: createdAt,
    update_time: createdAt,
    links: [{ rel: 'up', href: `https://api-m.paypal.com/v2/payments/captures/${paymentId}` }],
  };
}

/** A payment as PayPal's transaction search lists it. */
export function paypalPaymentRow(payment: SimulatedPayment) {
  const at = payment.paidAt.replace(/\.\d+Z$/, '+0000');
  return {
    transaction_info: {
      transaction_id: payment.paymentId,
      transaction_event_code: 'T0006',
      transaction_initiation_date: at,
      transaction_updated_date: at,
      transaction_amount: paypalAmount(payment.amountMinor, payment.currency),
      transaction_status: 'S',
      invoice_id: payment.reference,
    },
  };
}

/** A refund as PayPal's transaction search lists it: negative, by its event code, dates with an offset without colon. */
export function paypalRefundRow(payment: SimulatedPayment, refund: SimulatedRefund) {
  const at = refund.createdAt.replace(/\.\d+Z$/, '+0000');
  return {
    transaction_info: {
      transaction_id: refund.refundId,
      paypal_reference_id: payment.paymentId,
      paypal_reference_id_type: 'TXN',
      transaction_event_code: 'T1107',
      transaction_initiation_date: at,
      transaction_updated_date: at,
      transaction_amount: paypalAmount(-refund.amountMinor, payment.currency),
      transaction_status: 'S',
      invoice_id: payment.reference,
      ...(refund.note !== '' && { transaction_note: refund.note }),
    },
  };
}

/** An order as Klarna's order management shows it (facts §5). */
export function klarnaOrder(payment: SimulatedPayment) {
  const { paymentId, amountMinor, currency, paidAt, reference, customerName, customerEmail, refunds } = payment;
  const [givenName = '', ...familyNames] = customerName.split(' ');
  return {
    order_id: paymentId,
    status: 'CAPTURED',
    order_amount: amountMinor,
    captured_amount: amountMinor,
    refunded_amount: refundedMinorOf(payment),
    purchase_currency: currency,
    merchant_reference1: reference,
    created_at: paidAt,
    billing_address: { given_name: givenName, family_name: familyNames.join(' '), email: customerEmail },
    refunds: refunds.map(({ refundId, amountMinor: refunded, createdAt, note }) => ({
      refund_id: refundId,
      refunded_amount: refunded,
      refunded_at: createdAt,
      reference: note,
    })),
  };
}

/** What a notification of Adyen is about (facts §4). */
export function adyenItem(payment: SimulatedPayment, refund: SimulatedRefund | undefined, merchantAccountCode: string) {
  const { paymentId, currency, paidAt, reference } = payment;
  return {
    amount: { value: refund?.amountMinor ?? payment.amountMinor, currency },
    eventCode: refund === undefined ? 'AUTHORISATION' : 'REFUND',
    eventDate: withOffset(refund?.createdAt ?? paidAt),
    merchantAccountCode,
    merchantReference: reference,
    originalReference: refund === undefined ? '' : paymentId,
    pspReference: refund?.refundId ?? paymentId,
    success: 'true',
    reason: refund?.note ?? '',
  };
}
