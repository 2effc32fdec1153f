import { html } from 'hono/html';
import { exponentOf, toDecimalText } from '../../../../shared/domain/money.ts';
import type { SimulatedAnswer, SimulatedRequest } from '../simulator.ts';
import { type PortalWords, portalWordsFor } from './portal-words.ts';
import { announce } from './provider-deliveries.ts';
import {
  accountPath,
  type ProviderAccountState,
  refund,
  refundableMinorOf,
  refundedMinorOf,
  type SimulatedPayment,
} from './provider-state.ts';

/** A request to the portal of an account, with the words of whoever reads it. */
type Visit = Readonly<{ state: ProviderAccountState; words: PortalWords; query: URLSearchParams }>;

/**
 * The portal in which a merchant refunds by hand: find the payment by value, name and date, then give back all or a part
 * of it. Plain pages without scripts; `path` is what follows the portal's own.
 */
export function answerPortal(
  state: ProviderAccountState,
  request: SimulatedRequest,
  path: string,
  now: string,
): SimulatedAnswer {
  const words = portalWordsFor(request.headers['accept-language']);
  const visit = { state, words, query: new URL(request.url).searchParams };
  if (path === '' || path === '/') return page(visit, searchPage(visit));
  const [, id = '', isRefund] = /^\/payments\/([^/]+)(\/refunds)?$/.exec(path) ?? [];
  const payment = state.payments.get(decodeURIComponent(id));
  if (payment === undefined) return page(visit, html`<p>${words.noPayment}</p>`, 404);
  if (isRefund === undefined) return page(visit, paymentPage(visit, payment));
  if (request.method !== 'POST') return page(visit, html`<p>${words.noPayment}</p>`, 404);
  const form = new URLSearchParams(request.body);
  const amountMinor = minorOf(form.get('amount') ?? '', payment.currency);
  const made = amountMinor && refund(state, payment, { amountMinor, note: (form.get('note') ?? '').trim(), now });
  if (!made) return page(visit, paymentPage(visit, payment, words.notPossible), 422);
  announce(state, payment, { refund: made, now });
  return { status: 303, headers: { location: `${portalOf(state)}/payments/${id}` }, body: '' };
}

const portalOf = ({ settings }: ProviderAccountState): string => `${accountPath(settings)}/_portal`;

/** An amount as a person types it, with a point or a comma; `undefined` for what is none. */
function minorOf(text: string, currency: string): number | undefined {
  const exponent = exponentOf(currency) ?? 2;
  const [, whole, fraction = ''] = /^(\d{1,9})(?:[.,](\d*))?$/.exec(text.trim()) ?? [];
  if (whole === undefined || fraction.length > exponent) return undefined;
  return Number(whole) * 10 ** exponent + Number(fraction.padEnd(exponent, '0') || '0');
}

const money = (minor: number, currency: string): string => `${toDecimalText({ minor, currency })} ${currency}`;

function searchPage({ state, words, query }: Visit) {
  const wanted = { value: query.get('value') ?? '', name: query.get('name') ?? '', date: query.get('date') ?? '' };
  const found = [...state.payments.values()]
    .filter(({ amountMinor, currency }) => wanted.value === '' || minorOf(wanted.value, currency) === amountMinor)
    .filter(({ customerName, reference }) =>
      `${customerName} ${reference}`.toLowerCase().includes(wanted.name.trim().toLowerCase()),
    )
    .filter(({ paidAt }) => wanted.date === '' || paidAt.startsWith(wanted.date))
    .toSorted((a, b) => (a.paidAt < b.paidAt ? 1 : -1));
  return html`<h2>${words.payments}</h2>
<form>
<label>${words.value} <input name="value" inputmode="decimal" value="${wanted.value}"></label>
<label>${words.customer} <input name="name" value="${wanted.name}"></label>
<label>${words.date} <input name="date" type="date" value="${wanted.date}"></label>
<button>${words.search}</button>
</form>
${
  found.length === 0
    ? html`<p>${words.noPayment}</p>`
    : html`<table><thead><tr><th>${words.date}</th><th>${words.customer}</th><th>${words.reference}</th><th>${words.value}</th><th>${words.refunded}</th></tr></thead>
<tbody>${found.map((payment) => row(state, payment))}</tbody></table>`
}`;
}

function row(state: ProviderAccountState, payment: SimulatedPayment) {
  const { paymentId, paidAt, customerName, reference, amountMinor, currency } = payment;
  return html`<tr><td>${paidAt.slice(0, 10)}</td><td>${customerName}</td>
<td><a href="${portalOf(state)}/payments/${encodeURIComponent(paymentId)}">${reference}</a></td>
<td class="amount">${money(amountMinor, currency)}</td><td class="amount">${money(refundedMinorOf(payment), currency)}</td></tr>`;
}

function paymentPage({ state, words }: Visit, payment: SimulatedPayment, problem?: string) {
  const { paymentId, paidAt, customerName, reference, amountMinor, currency, refunds } = payment;
  const leftMinor = refundableMinorOf(payment);
  return html`<p><a href="${portalOf(state)}/">${words.payments}</a></p>
<h2>${reference} · ${money(amountMinor, currency)}</h2>
<dl><dt>${words.paymentId}</dt><dd><code>${paymentId}</code></dd><dt>${words.customer}</dt><dd>${customerName}</dd>
<dt>${words.date}</dt><dd>${paidAt.slice(0, 10)}</dd><dt>${words.left}</dt><dd id="left">${money(leftMinor, currency)}</dd></dl>
${problem && html`<p role="alert">${problem}</p>`}
${
  refunds.length > 0 &&
  html`<h3>${words.refunds}</h3><ul id="refunds">${refunds.map(
    ({ refundId, amountMinor: refundedMinor, createdAt, note }) =>
      html`<li><code>${refundId}</code> · ${money(refundedMinor, currency)} · ${createdAt.slice(0, 16).replace('T', ' ')} UTC${note && html` · ${note}`}</li>`,
  )}</ul>`
}
${
  leftMinor > 0
    ? html`<h3>${words.refund}</h3>
<form method="post" action="${portalOf(state)}/payments/${encodeURIComponent(paymentId)}/refunds">
<label>${words.amount} <input name="amount" inputmode="decimal" required value="${toDecimalText({ minor: leftMinor, currency })}"></label>
<label>${words.note} <input name="note"></label>
<button>${words.refund}</button>
</form>`
    : html`<p>${words.nothingLeft}</p>`
}`;
}

const style = `:root{font:16px/1.5 system-ui,sans-serif;color-scheme:light dark}body{max-width:52rem;margin:0 auto;padding:1rem}
header{border-bottom:3px solid;padding-bottom:.5rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #8884}
td.amount{font-variant-numeric:tabular-nums}form{display:flex;flex-wrap:wrap;gap:1rem;align-items:end;margin:1rem 0}label{display:grid}input,button{font:inherit;padding:.4rem .6rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dd{margin:0}[role=alert]{color:#b3261e;font-weight:600}`;

const names = { paypal: 'PayPal', stripe: 'Stripe', mollie: 'Mollie', adyen: 'Adyen', klarna: 'Klarna' } as const;

function page({ state, words }: Visit, content: unknown, status = 200): SimulatedAnswer {
  const { provider, merchantName, account } = state.settings;
  const title = `${names[provider]} · ${merchantName} (${account})`;
  const whole = html`<!doctype html>
<html lang="${words.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<style>${style}</style></head><body><header><h1>${title}</h1><p>${words.simulated}</p></header><main>${content}</main></body></html>`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: whole.toString() };
}
